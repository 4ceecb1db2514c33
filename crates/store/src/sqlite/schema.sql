-- The event database, schema 3. What is personal is sealed before it comes here; names, ids and instants are not.
-- Instants are milliseconds since 1970. `updated_by` is the name of the batch that wrote the row.

-- How far each stream is: the optimistic lock.
create table stream (
  stream   text primary key,
  version  integer not null check (version >= 0),          -- number of events
  position integer not null                                -- of the newest event, 0 before the first
) strict, without rowid;

-- One row per event, never changed.
create table event (
  position   integer primary key,                          -- rises in commit order
  event_id   blob not null unique check (length(event_id) = 16),
  stream     text not null,
  version    integer not null check (version >= 0),        -- 0, 1, 2 … in its stream
  kind       text not null,
  schema     text not null,
  at_ms      integer not null,
  fields     blob not null check (length(fields) % 32 = 0),
  leaf       blob not null check (length(leaf) = 40),
  leaf_hash  blob not null check (length(leaf_hash) = 32),
  updated_by text not null,
  unique (stream, version)
) strict;
create trigger event_is_final before update on event begin select raise(abort, 'events are final'); end;
create trigger event_stays before delete on event begin select raise(abort, 'events stay'); end;

-- The sealed bodies. Erasure empties `wrap` and `ct` and leaves the row.
create table compartment (
  position integer not null references event (position),
  c        integer not null check (c between 0 and 255),
  kek_id   blob not null check (length(kek_id) = 16),
  wrap     blob not null,
  ct       blob not null,
  primary key (position, c)
) strict;
create index compartment_kek on compartment (kek_id);
create trigger compartment_stays before delete on compartment begin select raise(abort, 'compartments stay'); end;

-- The order of the logs. An event without a row here is pending; rows follow the positions without skipping.
create table leaf (
  position integer primary key references event (position),
  log      integer not null references head (log),
  idx      integer not null check (idx >= 0),
  unique (log, idx)
) strict;
create trigger leaf_is_final before update on leaf begin select raise(abort, 'leaves are final'); end;
create trigger leaf_stays before delete on leaf begin select raise(abort, 'leaves stay'); end;

-- Roots of complete subtrees.
create table node (
  log   integer not null references head (log),
  level integer not null check (level between 0 and 63),
  idx   integer not null check (idx >= 0),
  hash  blob not null check (length(hash) = 32),
  primary key (log, level, idx)
) strict, without rowid;
create trigger node_is_final before update on node begin select raise(abort, 'nodes are final'); end;
create trigger node_stays before delete on node begin select raise(abort, 'nodes stay'); end;

-- One row per log, one log after the other: only the last one grows. A first root is the one of the empty tree.
create table head (
  log           integer primary key check (log >= 0),
  origin        text not null unique,                      -- empty before the first start
  size          integer not null,
  root          blob not null check (length(root) = 32),
  epoch         integer not null,
  restore_epoch integer not null
) strict;
insert into head values (0, '', 0, x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, 0);
create trigger head_stays before delete on head begin select raise(abort, 'logs stay'); end;
create trigger head_grows before update of log, origin, size, root on head
  when new.log <> old.log or (old.origin <> '' and new.origin <> old.origin) or new.size < old.size
    or ((new.size <> old.size or new.root <> old.root) and exists (select 1 from head where log > old.log))
  begin select raise(abort, 'a log keeps its name and never shrinks, and only the last one grows'); end;

-- Where a log ends: leaves up to this position belong to it, those behind to the next one.
create table log_end (
  log      integer primary key references head (log),
  position integer not null check (position >= 0),
  next     text not null check (next <> ''),               -- name of the next log
  known    integer check (known >= 0)                      -- leaves that were signed elsewhere, where the log was given up
) strict;
create trigger log_end_is_final before update on log_end begin select raise(abort, 'the end of a log is final'); end;
create trigger log_end_stays before delete on log_end begin select raise(abort, 'the end of a log stays'); end;

-- One row per letter and node; the payload apart, so that a lease does not rewrite it.
create table outbox (
  position       integer primary key,
  id             blob not null unique check (length(id) = 16),
  peer           text not null,
  lane           integer not null check (lane between 0 and 255),
  kind           text not null,
  state          integer not null check (state between 0 and 7), -- queued held accepted | done failed expired withdrawn superseded
  held_reason    text check ((held_reason is not null) = (state = 1)),
  due_ms         integer not null,
  queued_at_ms   integer not null,
  deliver_by_ms  integer not null,
  not_after_ms   integer,
  warn_ms        integer,
  lease_until_ms integer,
  fence          integer not null,
  attempts       integer not null,
  last_error     text,
  updated_by     text not null,
  updated_at_ms  integer not null
) strict;
create index outbox_due on outbox (lane, peer, deliver_by_ms, position) where state = 0;
create index outbox_open on outbox (position) where state < 3;
create index outbox_warn on outbox (warn_ms) where state < 2;
create index outbox_peer on outbox (peer, position);
create table outbox_payload (
  position integer primary key references outbox (position),
  payload  blob not null
) strict;

-- Pending timers; a timer that fired or was cancelled has no row.
create table timer (
  id            text primary key,
  due_ms        integer not null,
  stream        text not null,
  payload       blob not null,
  updated_by    text not null,
  updated_at_ms integer not null
) strict;
create index timer_due on timer (due_ms, id);

-- The views. Everything here can be rebuilt from the events.
create table document (
  view          text not null,
  key           text not null,
  sort          text not null,
  body          blob not null,
  updated_by    text not null,
  updated_at_ms integer not null,
  primary key (view, key)
) strict;
create index document_order on document (view, sort, key);

-- Idempotency keys, kept for ever.
create table once (
  scope         text not null,
  key           text not null,
  digest        blob not null check (length(digest) = 32),
  result        blob not null,
  updated_by    text not null,
  updated_at_ms integer not null,
  primary key (scope, key)
) strict, without rowid;

create table session (
  id_hash       blob primary key check (length(id_hash) = 32),
  officer       text not null,
  member        text not null,
  auth_level    integer not null check (auth_level between 0 and 255),
  auth_at_ms    integer not null,
  ip_class      text not null,
  csrf_secret   blob not null,
  created_at_ms integer not null,
  seen_at_ms    integer not null,
  revoked_at_ms integer,
  revoked_why   text
) strict, without rowid;
create index session_officer on session (officer) where revoked_at_ms is null;
