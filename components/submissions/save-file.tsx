/**
 * Reads an answer to its end and saves it under the name the server gave. Calls `onRows` with the records read so far,
 * the header not counted, and returns their number. Throws, and saves nothing, when the answer breaks off.
 */
export async function saveFile(answer: Response, onRows: (rows: number) => void): Promise<number> {
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'export.csv';
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const count = makeCounter();
  let rows = 0;
  const reader = answer.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || !value) break;
    parts.push(value);
    rows = Math.max(0, count(value) - 1);
    onRows(rows);
  }
  saveBlob(new Blob(parts, { type: 'text/csv' }), name);
  return rows;
}

/** Saves a file under a name. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;

/** Counts the records of a CSV file piece by piece: line ends inside quotes are none. */
export function makeCounter(): (bytes: Uint8Array) => number {
  let isQuoted = false;
  let records = 0;
  return (bytes) => {
    for (const byte of bytes) {
      if (byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === LINE_FEED && !isQuoted) records += 1;
    }
    return records;
  };
}
