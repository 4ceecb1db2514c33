-- The memory of a mirror, schema 1: every entry of the logs it mirrors. Never restored from a copy.
-- The triggers repeat what the program keeps, so that no fault of the program makes a mirror say two things.
create table mirror (
  only       integer primary key check (only = 1),
  name       text not null,
  vkeys      text not null,
  made_at_ms integer not null
) strict;
-- `next` is the first entry that is not held; size, root, time and note are the mirror's own checkpoint.
create table log (
  log         integer primary key,
  origin      text not null unique,
  origin_hash blob not null unique check (length(origin_hash) = 32),
  vkeys       text not null,
  added_at_ms integer not null,
  next        integer not null check (next >= 0),
  size        integer check (size >= 0 and size <= next),
  root        blob check (length(root) = 32),
  cosigned_at integer check (cosigned_at > 0),
  note        text,
  check ((size is null) = (root is null) and (size is null) = (cosigned_at is null) and (size is null) = (note is null))
) strict;
-- Checkpoints under which entries may come.
create table pending (
  log  integer not null references log (log),
  size integer not null check (size >= 0),
  root blob not null check (length(root) = 32),
  note text not null,
  primary key (log, size)
) strict, without rowid;
create table entry (
  log       integer not null references log (log),
  idx       integer not null check (idx >= 0),
  bytes     blob not null check (length(bytes) <= 65535),
  leaf_hash blob not null check (length(leaf_hash) = 32),
  primary key (log, idx)
) strict, without rowid;
-- Roots of complete subtrees.
create table node (
  log   integer not null references log (log),
  level integer not null check (level between 0 and 63),
  idx   integer not null check (idx >= 0),
  hash  blob not null check (length(hash) = 32),
  primary key (log, level, idx)
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
create trigger mirror_stays before delete on mirror begin select raise(abort, 'a mirror keeps its name'); end;
create trigger mirror_is_fixed before update on mirror begin select raise(abort, 'a mirror keeps its name'); end;
create trigger log_stays before delete on log begin select raise(abort, 'logs stay'); end;
create trigger log_is_fixed before update of log, origin, origin_hash, vkeys, added_at_ms on log
  begin select raise(abort, 'a log keeps its name and keys'); end;
create trigger log_never_goes_back before update on log
  when new.next < old.next or (old.size is not null and (new.size is null or new.size < old.size
    or (new.size = old.size and new.root <> old.root) or new.cosigned_at < old.cosigned_at))
  begin select raise(abort, 'the memory of a log never goes back'); end;
create trigger pending_is_fixed before update on pending begin select raise(abort, 'checkpoints are final'); end;
create trigger entry_stays before delete on entry begin select raise(abort, 'entries stay'); end;
create trigger entry_is_final before update on entry begin select raise(abort, 'entries are final'); end;
create trigger node_stays before delete on node begin select raise(abort, 'nodes stay'); end;
create trigger node_is_final before update on node begin select raise(abort, 'nodes are final'); end;
create trigger evidence_stays before delete on evidence begin select raise(abort, 'evidence stays'); end;
create trigger evidence_is_fixed before update on evidence begin select raise(abort, 'evidence stays'); end;
