/**
 * The sample messages read a second time, by the plainest means that fit their two dialects: what the import and the
 * routes give is compared with this, so that a fault in the product's own reader shows.
 */
export interface PlainReading {
  orderNumber: string;
  text: string | null;
  status: 'preliminary' | 'final';
  sex: string;
  urgent: boolean;
  hasStudyUid: boolean;
}

const specials: Record<string, string> = { F: '|', S: '^', T: '&', R: '~', E: '\\' };

function decoded(message: string): string {
  const bytes = Buffer.from(message, 'latin1');
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : message;
}

function readMessage(message: string): PlainReading {
  const segments = message.split('\r').map((line) => line.split('|'));
  const [pid = [], obr = []] = ['PID', 'OBR'].map((id) => segments.find((fields) => fields[0] === id) ?? []);
  const observations = segments.filter((fields) => fields[0] === 'OBX' && fields[2] !== 'RP');
  const lines = observations.flatMap((fields) => (fields[5] ?? '').split('~'));
  const status = obr[25] || observations[0]?.[11] || '';
  return {
    orderNumber: obr[3] ?? '',
    text:
      lines.length > 0
        ? lines.join('\n').replace(/\\([FSTRE])\\/g, (all, code: string) => specials[code] ?? all)
        : null,
    status: status.startsWith('F') ? 'final' : 'preliminary',
    sex: pid[8] ?? '',
    urgent: obr[5] === 'URGENT',
    hasStudyUid: segments.some((fields) => fields[0] === 'ZDS'),
  };
}

/** Every message of a sample file, in order. */
export function plainReadings(file: Buffer): PlainReading[] {
  return file
    .toString('latin1')
    .split(/(?=MSH\|)/)
    .map((message) => readMessage(decoded(message)));
}
