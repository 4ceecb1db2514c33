-- The memory of a stand-alone witness, schema 1. Never restored from a copy: a witness that lost it is retired.
-- The triggers repeat what the program keeps, so that no fault of the program makes a witness say two things.
create table witness (
  only       integer primary key check (only = 1),
  name       text not null,
  vkeys      text not null,
  made_at_ms integer not null
) strict;
create table log (
  origin      text primary key,
  origin_hash blob not null unique check (length(origin_hash) = 32),
  vkeys       text not null,
  added_at_ms integer not null,
  size        integer check (size >= 0),
  root        blob check (length(root) = 32),
  cosigned_at integer check (cosigned_at > 0),
  note        text,
  check ((size is null) = (root is null)),
  check ((cosigned_at is null) = (note is null)),
  check (cosigned_at is null or size is not null)
) strict, without rowid;
create table evidence (
  seq         integer primary key autoincrement,
  origin      text not null references log (origin),
  id          blob not null check (length(id) = 32),
  at_ms       integer not null,
  kind        text not null,
  request     blob not null,
  size        integer,
  root        blob,
  cosigned_at integer,
  note        text,
  unique (origin, id)
) strict;
create trigger witness_stays before delete on witness begin select raise(abort, 'a witness keeps its name'); end;
create trigger witness_is_fixed before update on witness begin select raise(abort, 'a witness keeps its name'); end;
create trigger log_stays before delete on log begin select raise(abort, 'logs stay'); end;
create trigger log_is_fixed before update of origin, origin_hash, vkeys, added_at_ms on log
  begin select raise(abort, 'a log keeps its name and keys'); end;
create trigger log_never_goes_back before update on log
  when (old.size is not null and (new.size is null or new.size < old.size or (new.size = old.size and new.root <> old.root)))
    or (old.cosigned_at is not null and (new.cosigned_at is null or new.cosigned_at < old.cosigned_at))
  begin select raise(abort, 'the memory of a log never goes back'); end;
create trigger evidence_stays before delete on evidence begin select raise(abort, 'evidence stays'); end;
create trigger evidence_is_fixed before update on evidence begin select raise(abort, 'evidence stays'); end;
