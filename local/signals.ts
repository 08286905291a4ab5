import { constants } from 'node:os';

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

export interface ExitHandlers {
  /** Whether a signal is ending this process right now. */
  readonly isEnding: () => boolean;
  /** Takes the handlers away again. */
  readonly remove: () => void;
}

/**
 * Ends background work with this process: in order on a signal, at once (`killNow`) on any other exit, also after an
 * uncaught exception.
 */
export function endOnExit(stop: () => Promise<void>, killNow: () => void): ExitHandlers {
  let ending = false;
  const onSignal = (name: NodeJS.Signals) => {
    ending = true;
    stop()
      .catch(() => undefined)
      .finally(() => process.exit(128 + constants.signals[name]));
  };
  process.on('exit', killNow);
  for (const name of SIGNALS) process.once(name, onSignal);
  return {
    isEnding: () => ending,
    remove: () => {
      process.removeListener('exit', killNow);
      for (const name of SIGNALS) process.removeListener(name, onSignal);
    },
  };
}
