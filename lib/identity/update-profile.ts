import { sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError, sqlState } from '#lib/errors';
import type { UserActor } from '#lib/identity/actor';
import { checkOwnPassword, wrongPassword } from '#lib/identity/check-own-password';
import { getProfile } from '#lib/identity/get-profile';
import type { Profile, UpdateProfile } from '#lib/identity/profile-contract';

const UNIQUE_VIOLATION = '23505';

/**
 * Changes one's own name and e-mail address; the address is what one signs in with, so that it needs the password. Throws
 * `bad_request` at the field for a wrong password and for an address that another account has.
 */
export async function updateProfile(context: Context, actor: UserActor, body: UpdateProfile): Promise<Profile> {
  const { name, email, currentPassword } = body;
  const isNewAddress = email !== actor.email;
  if (isNewAddress) {
    if (currentPassword === undefined) throw wrongPassword('is needed to change the e-mail address');
    await checkOwnPassword(context.db, actor, currentPassword);
  }
  const changed = [...(name === actor.name ? [] : ['name']), ...(isNewAddress ? ['email'] : [])];
  return transaction(context.db, async (tx) => {
    await tx
      .execute(sql`update users set name = ${name}, email = ${email} where id = ${actor.userId}::uuid`)
      .catch((error: unknown) => {
        throw sqlState(error) === UNIQUE_VIOLATION ? takenAddress() : error;
      });
    if (changed.length > 0) {
      await recordEvent(context, tx, {
        action: 'user.update',
        principal: actor.principal,
        organization: null,
        entity: 'user',
        entityId: actor.userId,
        detail: { changed: changed.join(', ') },
      });
    }
    return getProfile(context, actor, tx);
  });
}

function takenAddress(): DomainError {
  const detail = 'is the address of another account';
  return new DomainError('bad_request', `The e-mail address ${detail}.`, { errors: [{ pointer: '/email', detail }] });
}
