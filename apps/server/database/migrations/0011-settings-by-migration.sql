-- Later migrations bring settings of their own. Whoever migrates need not be superuser, and is held to the policies of a
-- forced table like everybody else; so the owner, logged in as itself, may add settings and do nothing else to them.
create policy migration on foundation.setting for insert to current_user
  with check (session_user = current_user);
