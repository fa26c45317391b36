-- Stock divides what a holder gave by the weeks that it has held kits, of the last eight: it asks for the first act by which
-- anything came to each. What is sent is on its way, and has not come.
create index kit_act_came on engagement.kit_act (to_holder, at) where to_holder is not null and kind <> 'sent';
