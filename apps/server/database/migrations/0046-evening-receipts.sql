-- Evening receipts are over what was recorded on a day by phones' clocks.
create index phone_event_by_day on engagement.phone_event (occurred_at);
comment on column engagement.phone_event.occurred_at is 'official | uk-gdpr | programme+6y | When, by the phone''s clock; null where it did not say';
comment on column log.epoch.number is 'official | none | keep | 1, and then always a higher one, by a step at random';
