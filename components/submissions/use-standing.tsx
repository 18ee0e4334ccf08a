'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { eventsPath } from '#lib/submissions/client';
import type { Standing } from '#lib/submissions/watch-contract';

interface Watched {
  /** The newest that was told; null before the first. */
  standing: Standing | null;
  /** Whether changes are told as they happen: the stream is there and has said something. */
  isLive: boolean;
}

/** How a submission stands, told by the server while `isMoving`. A tab that nobody sees keeps no connection. */
export function useStanding(id: string, isMoving: boolean): Watched {
  const [standing, setStanding] = useState<Standing | null>(null);
  const [isLive, setLive] = useState(false);
  const isSeen = useSyncExternalStore(onVisibility, isVisible, () => false);
  const watches = isMoving && isSeen;
  useEffect(() => {
    if (!watches) return undefined;
    const stream = new EventSource(eventsPath(id));
    stream.addEventListener('standing', ({ data }: MessageEvent<string>) => {
      setStanding(JSON.parse(data) as Standing);
      setLive(true);
    });
    // The browser comes again by itself after an end, not after a refusal: then what polls goes on.
    stream.addEventListener('error', () => setLive(false));
    return () => {
      stream.close();
      setLive(false);
    };
  }, [id, watches]);
  return { standing, isLive };
}

const isVisible = () => document.visibilityState === 'visible';

function onVisibility(change: () => void): () => void {
  document.addEventListener('visibilitychange', change);
  return () => document.removeEventListener('visibilitychange', change);
}
