import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applySettingsFile } from '#lib/runtime/apply-settings-file';
import { openHouse, type SettingsHouse } from './settings-house.ts';

let house: SettingsHouse;
let folder: string;
beforeAll(async () => {
  house = await openHouse();
  folder = await mkdtemp(path.join(tmpdir(), 'readout-settings-'));
});
afterAll(async () => {
  await house.drop();
  await rm(folder, { recursive: true });
});

async function apply(name: string, ...appointments: string[]) {
  const lines = appointments.map((id) => `      - { appointmentId: ${id}, status: PENDING REPORTING, priority: STAT }`);
  const file = path.join(folder, `${name}.yaml`);
  await writeFile(
    file,
    `organizations:
  - name: ${name}
    timeZone: UTC
    slaMinutes: { STAT: 7 }
    appointments:
${lines.join('\n')}
`,
  );
  return applySettingsFile(house.context, file, {});
}

const appointmentsOf = (domain: string) =>
  house.rows(`select a.appointment_id as id, extract(epoch from a.due_at - a.created_at)::int as seconds, e.action
    from appointments a left join audit_events e on e.entity_id = a.domain || '/' || a.appointment_id
    where a.domain = '${domain}' order by a.id`);

test('a file’s appointments are created once, each with its audit event, and due by its organization’s times', async () => {
  expect(await apply('booked', 'A1', 'A2')).toEqual({ created: 3, updated: 0, unchanged: 0 });
  expect(await apply('booked', 'A1', 'A2')).toEqual({ created: 0, updated: 0, unchanged: 3 });
  expect(await appointmentsOf('booked')).toEqual(
    ['A1', 'A2'].map((id) => ({ id, seconds: 420, action: 'appointment.create' })),
  );
});

test('a file is applied whole or not at all: an appointment that fails takes everything back', async () => {
  await house.rows(`create function refuse_second() returns trigger language plpgsql as $$ begin
      if new.entity_id = 'half/A2' then raise exception 'no'; end if; return new; end $$;
    create trigger refuse_second before insert on audit_events for each row execute function refuse_second()`);
  await expect(apply('half', 'A1', 'A2', 'A3')).rejects.toThrow();
  await house.rows('drop trigger refuse_second on audit_events');
  expect(await house.rows(`select 1 from organizations where name = 'half'`)).toEqual([]);
  expect(await appointmentsOf('half')).toEqual([]);
  expect(await house.rows(`select 1 from audit_events where organization = 'half'`)).toEqual([]);
  expect(await apply('half', 'A1', 'A2', 'A3')).toEqual({ created: 4, updated: 0, unchanged: 0 });
});
