-- The key database, schema 1: wrapped keys only. Not in the main backup.
-- A destroyed key keeps its row with an empty wrap, so its id is never used again.
create table key (
  kind            integer not null check (kind between 0 and 255),
  id              blob not null check (length(id) = 16),
  wrapped_by      blob not null check (length(wrapped_by) = 16),
  scope           text not null,
  wrap            blob not null,
  made_at_ms      integer not null,
  ends_at_ms      integer,
  destroyed_at_ms integer check ((destroyed_at_ms is not null) = (length(wrap) = 0)),
  primary key (kind, id)
) strict, without rowid;
create index key_wrapped_by on key (wrapped_by) where destroyed_at_ms is null;
create index key_ended on key (id) where destroyed_at_ms is not null;
create index key_scope on key (scope, kind, id);
create trigger key_stays before delete on key begin select raise(abort, 'rows of keys stay'); end;
create trigger key_stays_destroyed before update on key when old.destroyed_at_ms is not null
  begin select raise(abort, 'a destroyed key stays destroyed'); end;
