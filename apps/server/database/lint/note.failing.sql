-- foundation.mute: has no comment
-- foundation.mute.bare: has no note
-- foundation.mute.casual: the note is not "data class | regime | retention | words"
-- foundation.mute.class: unknown data class private
-- foundation.mute.regime: unknown regime gdpr
-- foundation.mute.retention: unknown retention class forever
-- foundation.mute.nobody: personal data without a regime
-- foundation.mute.eternal: personal data kept for ever
-- foundation.mute.crossed: part-3 belongs in enforcement or covert, and nothing else does
-- foundation.mute_view: has no comment
create table foundation.mute (
  good text, bare text, casual text, class text, regime text, retention text, nobody text, eternal text, crossed text
);
comment on column foundation.mute.good is 'official | none | keep | Words';
comment on column foundation.mute.casual is 'Some words';
comment on column foundation.mute.class is 'private | none | keep | Words';
comment on column foundation.mute.regime is 'official | gdpr | keep | Words';
comment on column foundation.mute.retention is 'official | none | forever | Words';
comment on column foundation.mute.nobody is 'personal | none | audit+6y | Words';
comment on column foundation.mute.eternal is 'personal | uk-gdpr | keep | Words';
comment on column foundation.mute.crossed is 'personal | part-3 | programme+6y | Words';
create view foundation.mute_view as select 1 as one;
