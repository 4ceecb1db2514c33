//! The journal's bytes: every change of a store as one record. Used by [`crate::journal`] only; the bytes of the
//! product (events, letters, leaves) are made elsewhere and pass through here as they are.
//!
//! Integers are big-endian and of fixed width; `bool` and the tag of a choice are one byte; text and bytes are
//! `u32 length ‖ bytes`; a list is `u32 count ‖ items`; an optional value is `00` or `01 ‖ value`; arrays of fixed
//! size have no length. Fields follow in the order in which the type declares them. A reader takes all bytes or none.

use std::{collections::BTreeSet, sync::Mutex};

use crate::{
    batch::{
        Batch, Compartment, End, LogEnd, NewEvent, NewOutbox, Once, OutboxChange, OutboxState,
        RowChange, StreamAppend, TimerChange,
    },
    error::StoreError,
    record::{Sequenced, Session, SessionScope, Skip},
};

/// Most distinct batch names a journal may hold; a program has a few dozen.
const MAX_NAMES: usize = 1024;

/// A call that changes a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Append(Batch),
    Claim { now_ms: i64, lease_ms: i64, limit: u32, skip: Vec<Skip> },
    Sequence(Sequenced),
    BumpEpoch(u64),
    MarkRestored,
    EraseSealed([u8; 16]),
    SessionPut(Session),
    SessionTouch { id_hash: [u8; 32], seen_at_ms: i64 },
    SessionRevoke { scope: SessionScope, at_ms: i64, why: String },
    SessionForget { seen_before_ms: i64 },
    Release,
    NameLog(String),
}

impl Change {
    pub(crate) fn encode(&self) -> Result<Vec<u8>, StoreError> {
        let mut out = Vec::new();
        self.put(&mut out)?;
        Ok(out)
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, StoreError> {
        let mut rest = bytes;
        let change = Self::take(&mut rest)?;
        if rest.is_empty() { Ok(change) } else { Err(damaged()) }
    }
}

/// A value with a place in the journal. `put` fails only on what no length field can hold.
trait Bytes: Sized {
    fn put(&self, out: &mut Vec<u8>) -> Result<(), StoreError>;
    fn take(rest: &mut &[u8]) -> Result<Self, StoreError>;
}

fn damaged() -> StoreError {
    StoreError::Corrupt { what: "a journal record cannot be read".to_owned() }
}

fn put_len(n: usize, out: &mut Vec<u8>) -> Result<(), StoreError> {
    u32::try_from(n)
        .map_err(|_| StoreError::TooLarge { what: "a journal field", limit: u64::from(u32::MAX) })?
        .put(out)
}

fn take_slice<'a>(rest: &mut &'a [u8], n: usize) -> Result<&'a [u8], StoreError> {
    let (head, tail) = rest.split_at_checked(n).ok_or_else(damaged)?;
    *rest = tail;
    Ok(head)
}

fn take_len(rest: &mut &[u8]) -> Result<usize, StoreError> {
    usize::try_from(u32::take(rest)?).map_err(|_| damaged())
}

impl<const N: usize> Bytes for [u8; N] {
    fn put(&self, out: &mut Vec<u8>) -> Result<(), StoreError> {
        out.extend_from_slice(self);
        Ok(())
    }

    fn take(rest: &mut &[u8]) -> Result<Self, StoreError> {
        take_slice(rest, N)?.try_into().map_err(|_| damaged())
    }
}

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl Bytes for $integer {
            fn put(&self, out: &mut Vec<u8>) -> Result<(), StoreError> {
                self.to_be_bytes().put(out)
            }

            fn take(rest: &mut &[u8]) -> Result<Self, StoreError> {
                Ok(Self::from_be_bytes(<[u8; size_of::<Self>()]>::take(rest)?))
            }
        }
    )*};
}
integers!(u8, u32, u64, i64);

/// Bytes are a list like any other.
impl<T: Bytes> Bytes for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) -> Result<(), StoreError> {
        put_len(self.len(), out)?;
        self.iter().try_for_each(|item| item.put(out))
    }

    fn take(rest: &mut &[u8]) -> Result<Self, StoreError> {
        // No room is reserved for a count that has not been seen to be true.
        (0..take_len(rest)?).map(|_| T::take(rest)).collect()
    }
}

impl Bytes for String {
    fn put(&self, out: &mut Vec<u8>) -> Result<(), StoreError> {
        put_len(self.len(), out)?;
        out.extend_from_slice(self.as_bytes());
        Ok(())
    }

    fn take(rest: &mut &[u8]) -> Result<Self, StoreError> {
        Self::from_utf8(Vec::take(rest)?).map_err(|_| damaged())
    }
}

impl<T: Bytes> Bytes for Option<T> {
    fn put(&self, out: &mut Vec<u8>) -> Result<(), StoreError> {
        match self {
            None => 0_u8.put(out),
            Some(value) => {
                1_u8.put(out)?;
                value.put(out)
            }
        }
    }

    fn take(rest: &mut &[u8]) -> Result<Self, StoreError> {
        match u8::take(rest)? {
            0 => Ok(None),
            1 => T::take(rest).map(Some),
            _ => Err(damaged()),
        }
    }
}

/// Gives structs their place: the fields in the order in which they are declared.
macro_rules! records {
    ($($record:ident { $($field:ident),* })*) => {$(
        impl Bytes for $record {
            fn put(&self, out: &mut Vec<u8>) -> Result<(), StoreError> {
                let Self { $($field),* } = self;
                $($field.put(out)?;)*
                Ok(())
            }

            fn take(rest: &mut &[u8]) -> Result<Self, StoreError> {
                $(let $field = Bytes::take(rest)?;)*
                Ok(Self { $($field),* })
            }
        }
    )*};
}
records! {
    Batch { name, at_ms, streams, outbox, timers, rows, once, log_end }
    Compartment { c, kek_id, wrap, ct }
    NewEvent { event_id, kind, schema, at_ms, compartments, fields, leaf, leaf_hash }
    NewOutbox { id, peer, lane, kind, due_ms, deliver_by_ms, not_after_ms, warn_ms, payload }
    Once { scope, key, digest, result }
    LogEnd { log, size, how, next }
    Sequenced { log, from_size, epoch, event_ids, nodes, root }
    Session {
        id_hash, officer, member, auth_level, auth_at_ms, ip_class, csrf_secret, created_at_ms, seen_at_ms,
        revoked_at_ms, revoked_why
    }
    Skip { peer, from, to }
    StreamAppend { stream, expected_version, events }
}

/// Gives choices their place: the tag, then the fields of the variant.
macro_rules! choices {
    ($($choice:ident { $($tag:literal $variant:ident $(($inner:ident))? $({ $($field:ident),* })?),* $(,)? })*) => {$(
        impl Bytes for $choice {
            fn put(&self, out: &mut Vec<u8>) -> Result<(), StoreError> {
                match self {
                    $(Self::$variant $(($inner))? $({ $($field),* })? => {
                        u8::put(&$tag, out)?;
                        $($inner.put(out)?;)?
                        $($($field.put(out)?;)*)?
                    })*
                }
                Ok(())
            }

            fn take(rest: &mut &[u8]) -> Result<Self, StoreError> {
                match u8::take(rest)? {
                    $($tag => {
                        $(let $inner = Bytes::take(rest)?;)?
                        $($(let $field = Bytes::take(rest)?;)*)?
                        Ok(Self::$variant $(($inner))? $({ $($field),* })?)
                    })*
                    _ => Err(damaged()),
                }
            }
        }
    )*};
}
choices! {
    Change {
        1 Append(batch),
        2 Claim { now_ms, lease_ms, limit, skip },
        3 Sequence(sequenced),
        4 BumpEpoch(above),
        5 MarkRestored,
        6 EraseSealed(kek_id),
        7 SessionPut(session),
        8 SessionTouch { id_hash, seen_at_ms },
        9 SessionRevoke { scope, at_ms, why },
        10 SessionForget { seen_before_ms },
        11 Release,
        12 NameLog(origin),
    }
    End {
        0 Closed,
        1 GivenUp { known },
    }
    OutboxChange {
        1 Enqueue(new),
        2 Settle { id, fence, state, attempts, last_error, payload },
        3 Renew { id, fence, until_ms, payload },
        4 Warn { id, was_ms, next_ms },
        5 Wake { peer, due_ms },
    }
    OutboxState {
        0 Queued { due_ms },
        1 Held { reason },
        2 Accepted,
        3 Done,
        4 Failed,
        5 Expired,
        6 Withdrawn,
        7 Superseded,
    }
    RowChange {
        1 Put { view, key, sort, body },
        2 Insert { view, key, sort, body },
        3 Delete { view, key },
        4 Cas { view, key, sort, old, new },
        5 Clear { view },
    }
    SessionScope {
        0 All,
        1 Member(member),
        2 Officer(officer),
        3 One(id_hash),
    }
    TimerChange {
        1 Schedule { id, due_ms, stream, payload },
        2 Done { id },
        3 Cancel { id },
    }
}

/// A node of the log: level, index, hash.
impl Bytes for (u8, u64, [u8; 32]) {
    fn put(&self, out: &mut Vec<u8>) -> Result<(), StoreError> {
        self.0.put(out)?;
        self.1.put(out)?;
        self.2.put(out)
    }

    fn take(rest: &mut &[u8]) -> Result<Self, StoreError> {
        Ok((u8::take(rest)?, u64::take(rest)?, <[u8; 32]>::take(rest)?))
    }
}

/// A batch's name. A program has a few dozen; each that a journal holds is kept once, until the process ends.
impl Bytes for &'static str {
    fn put(&self, out: &mut Vec<u8>) -> Result<(), StoreError> {
        put_len(self.len(), out)?;
        out.extend_from_slice(self.as_bytes());
        Ok(())
    }

    fn take(rest: &mut &[u8]) -> Result<Self, StoreError> {
        static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
        let name = String::take(rest)?;
        let mut names = NAMES.lock().map_err(|_| StoreError::Poisoned)?;
        if let Some(known) = names.get(name.as_str()) {
            return Ok(*known);
        }
        if names.len() >= MAX_NAMES {
            return Err(damaged());
        }
        let name: &'static str = name.leak();
        names.insert(name);
        Ok(name)
    }
}

#[cfg(test)]
mod tests;
