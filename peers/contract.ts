/** A local receiver for trying delivery out. */
export interface Peer {
  /** Such as `MLLP`. */
  kind: string;
  /** Where it listens, as people write it. */
  address: string;
  /** Members of a destination of the settings file (YAML, flow style) that sends there. */
  settings: string;
  close: () => Promise<void>;
}

export interface PeerOptions {
  /** 0: any that is free. */
  port: number;
  /** One line about what came: never a patient's data. */
  say: (line: string) => void;
  /** What came, as it came; only where somebody asked to see it. */
  show?: (text: string) => void;
}
