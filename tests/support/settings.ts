/**
 * The settings most HTTP tests use: two organizations that must not see each other, clients with different scopes,
 * people in each role, and destinations whose filters and transports differ.
 */
export const SETTINGS = `
organizations:
  - name: acme
    description: Acme Imaging
    timeZone: Australia/Melbourne
    finalHoldSeconds: 0
    clients:
      - { clientId: acme-ris, clientSecret: correct horse battery, domains: [acme], scopes: [reports:write, appointments:read, appointments:write, history:read, deliveries:read], rateLimitPerMinute: 1000000 }
      - { clientId: acme-other, clientSecret: correct horse battery, domains: [acme], scopes: [reports:write, appointments:read, appointments:write, history:read, deliveries:read], rateLimitPerMinute: 1000000 }
      - { clientId: acme-reader, clientSecret: correct horse battery, domains: [acme], scopes: [appointments:read], rateLimitPerMinute: 1000000 }
      - { clientId: acme-slow, clientSecret: correct horse battery, domains: [acme], scopes: [reports:write, appointments:read], rateLimitPerMinute: 3 }
    users:
      - { email: rad@acme.test, name: Dr Ada Reid, password: Reading-room-1, roles: { acme: clinician }, providerNumber: "2448501H" }
      - { email: admin@acme.test, name: Sam Ng, password: Reading-room-1, roles: { acme: admin } }
      - { email: root@readout.test, name: Root, password: Reading-room-1, roles: { "*": admin } }
    receivers:
      - { name: ehr, format: TEXT, transport: { type: "NULL" }, processingModeFilter: ["doesNotMatch(processing_mode_code, T, D)"] }
      - { name: archive, format: TEXT, transport: { type: DOWNLOAD }, routingFilter: ["matches(modality, CT, MR)"] }
      - { name: finals, format: TEXT, transport: { type: "NULL" }, conditionFilter: ["matches(report_status, final, withdrawn)"] }
      - { name: elsewhere, format: TEXT, transport: { type: "NULL" }, jurisdictionalFilter: ["orEquals(sending_org, nobody)"] }
  - name: zenith
    description: Zenith Radiology
    timeZone: Europe/Vienna
    clients:
      - { clientId: zenith-ris, clientSecret: correct horse battery, domains: [zenith], scopes: [reports:write, appointments:read, appointments:write, history:read, deliveries:read], rateLimitPerMinute: 1000000 }
    users:
      - { email: rad@zenith.test, name: Dr Zoe Zell, password: Reading-room-1, roles: { zenith: clinician } }
    receivers:
      - { name: portal, format: TEXT, transport: { type: "NULL" } }
`;
