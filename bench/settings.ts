const CLIENT = 'scopes: [reports:write, appointments:read, history:read, deliveries:read], rateLimitPerMinute: 1000000';

/** The organization whose reports are submitted and listed, and its client. */
export const ORGANIZATION = 'bench';
export const CLIENT_ID = 'bench-ris';

/** The person in whose browser pages are measured. */
export const READER = { email: 'reader@bench.test', password: 'correct horse battery' };

/** Organizations that share the database, so that every index has neighbours. */
export const NEIGHBOURS = ['north', 'south', 'tiny'];

const neighbour = (name: string): string => `
  - name: ${name}
    timeZone: Europe/Vienna
    receivers: [{ name: ehr, format: TEXT, transport: { type: "NULL" } }]`;

/** Three destinations that all take every report, each past filters of its own. */
export const SETTINGS = `
organizations:
  - name: ${ORGANIZATION}
    description: Bench Imaging
    timeZone: Australia/Melbourne
    senders:
      - { name: default, topic: radiology, format: HL7 }
    clients:
      - { clientId: ${CLIENT_ID}, clientSecret: correct horse battery, domains: [${ORGANIZATION}], ${CLIENT} }
    users:
      - { email: ${READER.email}, name: Dr Bo Reader, password: ${READER.password}, roles: { ${ORGANIZATION}: clinician } }
    receivers:
      - { name: ehr, format: TEXT, transport: { type: "NULL" }, jurisdictionalFilter: ["orEquals(sending_org, ${ORGANIZATION})"], qualityFilter: ["hasValidDataFor(patient_id, patient_name, accession_number)"] }
      - { name: archive, format: TEXT, transport: { type: "NULL" }, routingFilter: ["matches(modality, CT, MR)"] }
      - { name: finals, format: TEXT, transport: { type: "NULL" }, processingModeFilter: ["doesNotMatch(processing_mode_code, T, D)"], conditionFilter: ["matches(report_status, final, withdrawn)"] }
${NEIGHBOURS.map(neighbour).join('')}
`;

/** Settings of an organization whose reports go to receivers on loopback: `hook`, `fhir`, `mllp`, `sftp`, or to a silent one and `others`. */
export function deliverySettings({ mllpPort, silentPort, httpUrl, sftp }: DeliveryAddresses, others = 0): string {
  const mllp = (name: string, port: number) =>
    `{ name: ${name}, format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: ${port} } }`;
  const one = [
    `{ name: hook, format: HL7, transport: { type: WEBHOOK, url: "${httpUrl}/hook", secret: a bench webhook secret } }`,
    `{ name: fhir, format: FHIR, transport: { type: FHIR, baseUrl: "${httpUrl}/fhir" } }`,
    mllp('mllp', mllpPort),
    `{ name: sftp, format: HL7, transport: { type: SFTP, host: 127.0.0.1, port: ${sftp.port}, user: bench, password: bench, hostKeySha256: "${sftp.hostKeySha256}" } }`,
  ];
  const silent = `{ name: silent, format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: ${silentPort}, ackTimeoutSeconds: 2 }, routingFilter: ["allowNone()"] }`;
  const many = [silent, ...Array.from({ length: others }, (_, at) => mllp(`d${at}`, mllpPort))];
  return `
organizations:
  - name: ${ORGANIZATION}
    timeZone: Australia/Melbourne
    clients:
      - { clientId: ${CLIENT_ID}, clientSecret: correct horse battery, domains: [${ORGANIZATION}], ${CLIENT} }
    receivers:
${(others > 0 ? many : one).map((receiver) => `      - ${receiver}`).join('\n')}
`;
}

interface DeliveryAddresses {
  mllpPort: number;
  /** Takes connections and says nothing. */
  silentPort: number;
  httpUrl: string;
  sftp: { port: number; hostKeySha256: string };
}
