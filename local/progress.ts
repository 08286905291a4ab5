/** Told, in a few words, what a long-running step is doing now. */
export type OnProgress = (message: string) => void;

export const silent: OnProgress = () => undefined;

/** Passes on at most one message per interval, so that a download does not print a thousand lines. */
export function throttled(onProgress: OnProgress, intervalMs = 2000): OnProgress {
  let last = 0;
  return (message) => {
    if (Date.now() - last < intervalMs) return;
    last = Date.now();
    onProgress(message);
  };
}
