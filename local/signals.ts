import { constants } from 'node:os';

interface Killable {
  killNow(): void;
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Ends background processes with this one: in order on a signal, at once on any other exit (also after an uncaught
 * exception). Answers a function that takes the handlers away again.
 */
export function endOnExit(processes: () => readonly Killable[], stop: () => Promise<void>): () => void {
  const onExit = () => {
    for (const one of processes()) one.killNow();
  };
  const onSignal = (name: NodeJS.Signals) => {
    stop()
      .catch(() => undefined)
      .finally(() => process.exit(128 + constants.signals[name]));
  };
  process.on('exit', onExit);
  for (const name of SIGNALS) process.once(name, onSignal);
  return () => {
    process.removeListener('exit', onExit);
    for (const name of SIGNALS) process.removeListener(name, onSignal);
  };
}
