-- The logins that the product works with have no right of their own: they may only take on the product's roles. Those
-- roles cannot log in, take on nothing further, and own nothing. Which login takes on which is held in
-- test/database-attacks.test.ts.
with
  login (name) as (values ('mettrace_web'), ('mettrace_sign_in'), ('mettrace_worker'), ('mettrace_command')),
  product as (
    select oid, rolname, rolcanlogin, rolinherit, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb
    from pg_roles where rolname like 'mettrace\_%'
  ),
  owned as (
    select relowner as owner, oid::regclass::text as object from pg_class
    where relkind in ('r', 'p', 'v', 'm', 'S', 'f')
    union all select nspowner, 'schema ' || quote_ident(nspname) from pg_namespace
    union all select proowner, oid::regprocedure::text from pg_proc
    union all select datdba, 'this database' from pg_database where datname = current_database()
  ),
  direct as (
    select r.oid, r.rolname, string_agg(right_.privilege_type || ' on ' || c.oid::regclass, ', ' order by c.oid::regclass::text) as rights
    from product r join pg_class c on true cross join aclexplode(c.relacl) right_
    where r.rolname in (select name from login) and right_.grantee = r.oid
    group by r.oid, r.rolname
  )
select rolname as object,
       concat_ws(', ', case when rolsuper then 'is superuser' end, case when rolbypassrls then 'bypasses row security' end,
         case when rolcreaterole then 'may create roles' end, case when rolcreatedb then 'may create databases' end,
         case when rolinherit then 'inherits' end,
         case when rolcanlogin and rolname not in (select name from login) then 'may log in' end) as problem
from product
where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolinherit
   or rolcanlogin and rolname not in (select name from login)
union all
select r.rolname, 'owns ' || o.object from product r join owned o on o.owner = r.oid
union all
select rolname, 'has rights of its own: ' || rights from direct
union all
select m.rolname, 'may take on ' || r.rolname
from pg_auth_members a join product m on m.oid = a.member join pg_roles r on r.oid = a.roleid
where m.rolname not in (select name from login) or r.rolname not like 'mettrace\_%' or r.rolcanlogin
