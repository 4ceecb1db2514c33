//! The commands that keep a process busy: `serve`, `sandbox`, `sandbox advance`; a witness is served likewise.
//!
//! Each makes its own runtime. `serve` ends what is under way on Ctrl-C or a polite kill (`drain`), and at once on a second
//! one. Otherwise, and under a supervisor whose end of standard input is closed, stopping is dropping: a node is made to
//! survive being cut off anywhere.

use std::io::Read as _;
use std::path::Path;

use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{oneshot, watch};

use super::exit::{Exit, Failure};
use super::print;
use crate::sandbox::{self, Advance, Options, SandboxError};

/// Threads for blocking work in the sandbox's own process: file reads, one at a time.
const SANDBOX_BLOCKING_THREADS: usize = 4;

/// Runs a node, or waits until it is this process's turn.
pub(crate) fn serve(config: &Path, standby: bool, stop_with_stdin: bool) -> Result<(), Failure> {
    let (ask, asked) = watch::channel(false);
    let serve = async {
        let served = crate::serve::run(config, standby, asked).await;
        served.map_err(|error| Failure::new(Exit::Failed, error.code(), error.to_string()))
    };
    let twice = async {
        asked_to_stop().await?;
        ask.send_replace(true);
        asked_to_stop().await?;
        let why =
            "asked a second time: what was under way is cut off, and nothing acknowledged is lost";
        Err(Failure::new(Exit::Failed, "cut-off", why))
    };
    until(serve, twice, stop_with_stdin)
}

/// Does `work` until it ends or somebody says stop.
pub(crate) fn until_stopped(
    work: impl Future<Output = Result<(), Failure>>,
    stop_with_stdin: bool,
) -> Result<(), Failure> {
    until(work, asked_to_stop(), stop_with_stdin)
}

/// Does `work` until it ends, `stopped` does, or, if so wanted, standard input is closed.
fn until(
    work: impl Future<Output = Result<(), Failure>>,
    stopped: impl Future<Output = Result<(), Failure>>,
    stop_with_stdin: bool,
) -> Result<(), Failure> {
    let runtime = Builder::new_multi_thread().enable_all().build().map_err(no_runtime)?;
    let done = runtime.block_on(async {
        tokio::select! {
            done = work => done,
            stopped = stopped => stopped,
            () = stdin_closed(), if stop_with_stdin => Ok(()),
        }
    });
    // A blocking call that hangs must not keep a process alive that was told to go.
    runtime.shutdown_background();
    done
}

/// Runs a sandbox, which tells its own story.
pub(crate) fn sandbox(options: &Options) -> Exit {
    let done = match small_runtime() {
        Ok(runtime) => {
            let done = runtime.block_on(sandbox::run(options));
            runtime.shutdown_background();
            done
        }
        Err(failure) => {
            failure.tell(options.json);
            return failure.exit;
        }
    };
    match done {
        Ok(()) => Exit::Done,
        Err(error) => exit_of(&error),
    }
}

/// Moves a sandbox's clock and says what time it is there now.
pub(crate) fn advance(dir: &Path, by: Advance) -> Result<(), Failure> {
    let runtime = small_runtime()?;
    let now = runtime.block_on(sandbox::advance(dir, by));
    let now =
        now.map_err(|error| Failure::new(exit_of(&error), error.code(), error.to_string()))?;
    print::data(&now.to_string());
    Ok(())
}

fn exit_of(error: &SandboxError) -> Exit {
    if matches!(error, SandboxError::NotADrill { .. }) {
        Exit::Denied
    } else if error.step() == Some(sandbox::VERIFY) {
        Exit::NotVerified
    } else {
        Exit::Failed
    }
}

pub(crate) fn small_runtime() -> Result<Runtime, Failure> {
    let mut builder = Builder::new_current_thread();
    builder.enable_all().max_blocking_threads(SANDBOX_BLOCKING_THREADS).build().map_err(no_runtime)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn no_runtime(error: std::io::Error) -> Failure {
    Failure::new(Exit::Failed, "no-runtime", format!("the system gives no threads: {error}"))
}

/// Resolves on Ctrl-C or a polite kill.
pub(crate) async fn asked_to_stop() -> Result<(), Failure> {
    let listen = |kind| {
        signal(kind).map_err(|error| {
            Failure::new(Exit::Failed, "no-signals", format!("cannot listen for signals: {error}"))
        })
    };
    let (mut interrupt, mut terminate) =
        (listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?);
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    Ok(())
}

/// Resolves when nobody can write to standard input any more. A thread of its own, because a blocking read in the
/// runtime would keep the runtime from ending; this thread ends with the process.
async fn stdin_closed() {
    let (closed, seen) = oneshot::channel::<()>();
    std::thread::spawn(move || {
        let mut piece = [0; 64];
        let mut stdin = std::io::stdin().lock();
        while stdin.read(&mut piece).is_ok_and(|n| n > 0) {}
        drop(closed);
    });
    // The sender is dropped, never used: the answer is always an error, and that is the news.
    drop(seen.await);
}
