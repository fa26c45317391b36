-- Sergeants ask for the few visits that tell them something, among very many.
create index visit_told on engagement.visit (bcu, at) where outcome in ('tell-sergeant', 'leave-out');
