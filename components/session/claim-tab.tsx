import { v4, v5, validate } from 'uuid';
import { nameDevice } from '#components/drafting/sealed-copies';

const DEVICE = 'readout-device';
/** How long a page that is just being left may still hold the lock of its report. */
const LEAVING_MS = 400;

/** A random number for this browser; says nothing about anybody. */
function deviceId(): string {
  try {
    const known = localStorage.getItem(DEVICE);
    if (known !== null && validate(known)) return known;
  } catch {
    // Some browsers keep nothing: each page then is a device of its own.
  }
  const made = v4();
  rememberDevice(made);
  return made;
}

function rememberDevice(id: string): void {
  try {
    localStorage.setItem(DEVICE, id);
  } catch {
    // As above.
  }
}

/** Browsers write localStorage to the disk seconds later: one that is killed before must not take itself for another. */
async function settleDevice(): Promise<void> {
  const id = deviceId();
  const settled = await nameDevice(id).catch(() => id);
  if (settled !== id) rememberDevice(settled);
}

/**
 * The `tab` under which this browser claims an appointment, the same for the worklist, the editor, and the editor after a
 * reload or a crash: a claim of a page that is gone must not lock its own reader out.
 */
export const claimTab = (domain: string, appointmentId: string): string => v5(`${domain}/${appointmentId}`, deviceId());

/** A report that is open in this page. */
export interface OpenedTab {
  tab: string;
  /** Whether another page of this browser has the report open; `tab` then is one of this page's own. */
  isSecond: boolean;
  close: () => void;
}

/** Opens a report in this page: the first page of this browser gets `claimTab`, each further one a `tab` of its own. */
export async function openTab(domain: string, appointmentId: string): Promise<OpenedTab> {
  await settleDevice();
  const tab = claimTab(domain, appointmentId);
  // Absent on plain http addresses other than localhost; the draft's revision still guards the words there.
  if (!('locks' in navigator)) return { tab, isSecond: false, close: () => undefined };
  const close = await holdLock(`readout-report ${tab}`);
  return close ? { tab, isSecond: false, close } : { tab: v4(), isSecond: true, close: () => undefined };
}

/** Holds a lock until the answer is called; null when another page keeps it. */
function holdLock(name: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(LEAVING_MS);
    navigator.locks
      .request(name, { signal }, () => new Promise<void>((letGo) => resolve(letGo)))
      .catch(() => resolve(null));
  });
}
