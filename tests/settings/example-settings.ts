/** The settings file of the documentation, with every type of transport. */
export const EXAMPLE = `organizations:
  - name: acme
    description: Acme Imaging
    timeZone: Australia/Melbourne
    jurisdiction: { country: AU, state: VIC }
    correctionWindowMinutes: 1440
    finalHoldSeconds: 15
    idleLockMinutes: 30
    sessionHours: 12
    slaMinutes: { STAT: 60, URGENT: 240, ROUTINE: 1440 }
    sharesWith: [registry.vic]
    viewerUrl: "https://viewer.example/?accession={accessionNumber}"
    alertWebhook: { url: "https://alerts.example/readout", secret: { env: ALERTS }, previousSecret: { env: ALERTS_BEFORE } }
    sites: [{ name: Northside, timeZone: Australia/Melbourne }]
    senders:
      - { name: default, topic: radiology, format: HL7, customerStatus: active, hl7AcknowledgementEnabled: true }
    clients:
      - { clientId: acme-ris, clientSecret: { env: ACME_SECRET }, domains: [acme], scopes: [reports:write, appointments:read, appointments:write, history:read], sender: partner, rateLimitPerMinute: 600 }
      - { clientId: acme-jwt, jwks: { keys: [] }, domains: [acme], scopes: [reports:write] }
    users:
      - { email: rad@acme.test, name: Dr Ada Reid, password: { env: RAD_PASSWORD }, roles: { acme: clinician }, providerNumber: "2448501H" }
      - { email: admin@acme.test, name: Sam Ng, password: { env: ADMIN_PASSWORD }, roles: { acme: admin } }
      - { email: root@readout.test, name: Root, password: { env: ROOT_PASSWORD }, roles: { "*": admin } }
    receivers:
      - name: ehr
        description: Hospital EHR
        topic: radiology
        customerStatus: active
        format: HL7
        dialect: generic-2.5.1
        sendingFacility: ACME
        jurisdictionalFilter: ["orEquals(sending_org, acme)"]
        qualityFilter: ["hasValidDataFor(patient_id, patient_name, accession_number)"]
        routingFilter: ["matches(modality, CT, MR)"]
        processingModeFilter: ["doesNotMatch(processing_mode_code, T, D)"]
        conditionFilter: []
        timing: { operation: NONE, numberPerDay: 1440, initialTime: "00:00", timeZone: Australia/Melbourne, maxReportCount: 100 }
        retry: { schedule: [5s, 5m, 30m, 2h, 5h, 10h, 14h, 20h, 24h] }
        transport: { type: MLLP, host: 127.0.0.1, port: 2575, tls: false, ackTimeoutSeconds: 30 }
      - { name: fhir, format: FHIR, transport: { type: FHIR, baseUrl: "http://127.0.0.1:8080/fhir", headers: { Authorization: { env: FHIR_AUTH } } } }
      - { name: hook, format: FHIR, transport: { type: WEBHOOK, url: "https://hook.example/in", secret: { env: HOOK } } }
      - { name: drop, format: PDF, transport: { type: SFTP, host: sftp.example, port: 22, user: readout, password: { env: SFTP_PASSWORD }, path: in, hostKeySha256: "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" } }
      - { name: shelf, format: TEXT, transport: { type: DOWNLOAD } }
      - { name: trial, transport: { type: NULL } }
    appointments:
      - { appointmentId: A123456, status: PENDING REPORTING, scheduledSite: Northside, patientId: P1, patientName: "DOE, Jane",
          patientDateOfBirth: "1980-01-31", patientSex: F, modality: CT, studyDescription: CT head, procedureCode: CTHEAD,
          accessionNumber: ACC1, priority: STAT, appointmentDate: "2026-11-20", startTime: "09:30:00" }
  - name: registry
    description: State Registry
    timeZone: Australia/Melbourne
    receivers:
      - { name: vic, routingFilter: ["matches(report_status, final)"], transport: { type: NULL } }
`;

export const EXAMPLE_SECRETS = {
  ACME_SECRET: 'acme-secret',
  RAD_PASSWORD: 'rad-password',
  ADMIN_PASSWORD: 'admin-password',
  ROOT_PASSWORD: 'root-password',
  FHIR_AUTH: 'Bearer fhir-token',
  HOOK: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  SFTP_PASSWORD: 'sftp-password',
  ALERTS: 'whsec_QWxlcnRzIG9mIGFuIGV4YW1wbGUsIG5vdCBhIHNlY3JldA==',
  ALERTS_BEFORE: 'alerts-secret-before',
};
