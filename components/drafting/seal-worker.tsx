import { type CopyOf, sealCopy, type WordsToKeep } from '#components/drafting/sealed-copies';

// Runs beside the page: says that it runs, then seals each copy sent to it and answers when, or null where it could not.
// oxlint-disable unicorn/require-post-message-target-origin -- a worker is no window
addEventListener('message', ({ data: { of, copy } }: MessageEvent<{ of: CopyOf; copy: WordsToKeep }>) => {
  void sealCopy(of, copy)
    .catch(() => null)
    .then((keptAt) => postMessage(keptAt));
});
postMessage('running');
