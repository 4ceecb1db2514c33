-- The event database in PostgreSQL, schema 3: the same tables and columns as in the other engine, with this engine's
-- types. What is personal is sealed before it comes here; names, ids and instants are not. Instants are milliseconds
-- since 1970. `updated_by` is the name of the batch that wrote the row. Text is compared byte by byte (collation C), so
-- that both engines sort alike, whatever the locale of the cluster.

-- Which schema this is; one row.
create table meta (
  application bigint not null,
  number      bigint not null
);

-- One row per process that writes: the number of its last transaction that changed something. After a lost answer to a
-- commit the process reads here whether that transaction is there.
create table writer (
  id      text collate "C" primary key default gen_random_uuid()::text,
  n       bigint not null default 0,
  seen_at timestamptz not null default now()
);

create function refuse() returns trigger language plpgsql as $$
  begin
    raise exception using message = tg_argv[0], errcode = 'integrity_constraint_violation';
  end $$;

-- How far each stream is: the optimistic lock.
create table stream (
  stream   text collate "C" primary key,
  version  bigint not null check (version >= 0),             -- number of events
  position bigint not null                                   -- of the newest event, 0 before the first
);

-- One row per event, never changed.
create table event (
  position   bigint primary key check (position > 0),        -- rises in commit order, without gap
  event_id   bytea not null unique check (octet_length(event_id) = 16),
  stream     text collate "C" not null,
  version    bigint not null check (version >= 0),           -- 0, 1, 2 … in its stream
  kind       text collate "C" not null,
  schema     text collate "C" not null,
  at_ms      bigint not null,
  fields     bytea not null check (octet_length(fields) % 32 = 0),
  leaf       bytea not null check (octet_length(leaf) = 40),
  leaf_hash  bytea not null check (octet_length(leaf_hash) = 32),
  updated_by text collate "C" not null,
  unique (stream, version)
);
create trigger event_is_final before update on event for each row execute function refuse('events are final');
create trigger event_stays before delete on event for each row execute function refuse('events stay');
create trigger events_stay before truncate on event for each statement execute function refuse('events stay');

-- The sealed bodies. Erasure empties `wrap` and `ct` and leaves the row.
create table compartment (
  position bigint not null references event (position),
  c        smallint not null check (c between 0 and 255),
  kek_id   bytea not null check (octet_length(kek_id) = 16),
  wrap     bytea not null,
  ct       bytea not null,
  primary key (position, c)
);
alter table compartment alter column ct set storage external; -- sealed bytes do not shrink
create index compartment_kek on compartment (kek_id);
create trigger compartment_stays before delete on compartment for each row execute function refuse('compartments stay');

-- The order of the logs. An event without a row here is pending; rows follow the positions without skipping.
-- One row per log, one log after the other: only the last one grows. A first root is the one of the empty tree.
create table head (
  log           bigint primary key check (log >= 0),
  origin        text collate "C" not null unique,            -- empty before the first start
  size          bigint not null,
  root          bytea not null check (octet_length(root) = 32),
  epoch         bigint not null,
  restore_epoch bigint not null
);
insert into head values (0, '', 0, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, 0);
create trigger head_stays before delete on head for each row execute function refuse('logs stay');
create function head_grows() returns trigger language plpgsql as $$
  begin
    if new.log <> old.log or (old.origin <> '' and new.origin <> old.origin) or new.size < old.size
      or ((new.size <> old.size or new.root <> old.root) and exists (select 1 from head where log > old.log)) then
      raise exception 'a log keeps its name and never shrinks, and only the last one grows'
        using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end $$;
create trigger head_grows before update on head for each row execute function head_grows();

create table leaf (
  position bigint primary key references event (position),
  log      bigint not null references head (log),
  idx      bigint not null check (idx >= 0),
  unique (log, idx)
);
create trigger leaf_is_final before update on leaf for each row execute function refuse('leaves are final');
create trigger leaf_stays before delete on leaf for each row execute function refuse('leaves stay');
create trigger leaves_stay before truncate on leaf for each statement execute function refuse('leaves stay');

-- Roots of complete subtrees.
create table node (
  log   bigint not null references head (log),
  level smallint not null check (level between 0 and 63),
  idx   bigint not null check (idx >= 0),
  hash  bytea not null check (octet_length(hash) = 32),
  primary key (log, level, idx)
);
create trigger node_is_final before update on node for each row execute function refuse('nodes are final');
create trigger node_stays before delete on node for each row execute function refuse('nodes stay');
create trigger nodes_stay before truncate on node for each statement execute function refuse('nodes stay');

-- Where a log ends: leaves up to this position belong to it, those behind to the next one.
create table log_end (
  log      bigint primary key references head (log),
  position bigint not null check (position >= 0),
  next     text collate "C" not null check (next <> ''),     -- name of the next log
  known    bigint check (known >= 0)                         -- leaves that were signed elsewhere, where the log was given up
);
create trigger log_end_is_final before update on log_end for each row execute function refuse('the end of a log is final');
create trigger log_end_stays before delete on log_end for each row execute function refuse('the end of a log stays');

-- One row per letter and node; the payload apart, so that a lease does not rewrite it.
create table outbox (
  position       bigint primary key,
  id             bytea not null unique check (octet_length(id) = 16),
  peer           text collate "C" not null,
  lane           smallint not null check (lane between 0 and 255),
  kind           text collate "C" not null,
  state          smallint not null check (state between 0 and 7), -- queued held accepted | done failed expired withdrawn superseded
  held_reason    text collate "C" check ((held_reason is not null) = (state = 1)),
  due_ms         bigint not null,
  queued_at_ms   bigint not null,
  deliver_by_ms  bigint not null,
  not_after_ms   bigint,
  warn_ms        bigint,
  lease_until_ms bigint,
  fence          bigint not null,
  attempts       bigint not null check (attempts between 0 and 4294967295),
  last_error     text collate "C",
  updated_by     text collate "C" not null,
  updated_at_ms  bigint not null
);
create index outbox_due on outbox (lane, peer, deliver_by_ms, position) where state = 0;
create index outbox_open on outbox (position) where state < 3;
create index outbox_warn on outbox (warn_ms) where state < 2;
create index outbox_peer on outbox (peer, position);
create table outbox_payload (
  position bigint primary key references outbox (position),
  payload  bytea not null
);
alter table outbox_payload alter column payload set storage external;

-- Pending timers; a timer that fired or was cancelled has no row.
create table timer (
  id            text collate "C" primary key,
  due_ms        bigint not null,
  stream        text collate "C" not null,
  payload       bytea not null,
  updated_by    text collate "C" not null,
  updated_at_ms bigint not null
);
create index timer_due on timer (due_ms, id);

-- The views. Everything here can be rebuilt from the events.
create table document (
  view          text collate "C" not null,
  key           text collate "C" not null,
  sort          text collate "C" not null,
  body          bytea not null,
  updated_by    text collate "C" not null,
  updated_at_ms bigint not null,
  primary key (view, key)
);
create index document_order on document (view, sort, key);

-- Idempotency keys, kept for ever.
create table once (
  scope         text collate "C" not null,
  key           text collate "C" not null,
  digest        bytea not null check (octet_length(digest) = 32),
  result        bytea not null,
  updated_by    text collate "C" not null,
  updated_at_ms bigint not null,
  primary key (scope, key)
);

create table session (
  id_hash       bytea primary key check (octet_length(id_hash) = 32),
  officer       text collate "C" not null,
  member        text collate "C" not null,
  auth_level    smallint not null check (auth_level between 0 and 255),
  auth_at_ms    bigint not null,
  ip_class      text collate "C" not null,
  csrf_secret   bytea not null,
  created_at_ms bigint not null,
  seen_at_ms    bigint not null,
  revoked_at_ms bigint,
  revoked_why   text collate "C"
);
create index session_officer on session (officer) where revoked_at_ms is null;
