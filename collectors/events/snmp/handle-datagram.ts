import type { DropReason } from '../../../server/contract/events.ts'
import { BerError } from '../../snmp/usm/ber.ts'
import { readMessage, scopedPdu, type CommunityMessage, type SecuredMessage } from '../../snmp/usm/message.ts'
import { communityMessage, readNotification, responsePdu, type Notification } from './message.ts'
import type { Security } from './security.ts'

/** A notification with what is known of how it came. */
export interface Received extends Notification {
  protocol: 'SNMPv1' | 'SNMPv2c' | 'SNMPv3'
  userName: string | null
  securityLevel: 'noAuthNoPriv' | 'authNoPriv' | 'authPriv' | null
  /** Of the sender, in hexadecimal; an inform carries ours. */
  engineId: string | null
}

export interface Handled {
  notification: Received | null
  /** Why there is none; null for a discovery, which is part of the protocol. */
  drop: DropReason | null
  /** Goes back to the sender. */
  reply: Buffer | null
}

const dropped = (drop: DropReason | null, reply: Buffer | null = null): Handled => ({
  notification: null,
  drop,
  reply,
})

/**
 * What a datagram on the trap port holds, and what is answered. Never throws.
 * @param communities those allowed; null allows any, for a community is no secret and identifies nobody
 */
export function handleDatagram(
  bytes: Buffer,
  security: Security,
  communities: ReadonlySet<string> | null,
): Handled {
  try {
    const message = readMessage(bytes)
    return message.version === 'v3' ? handleSecured(message, security) : handleCommunity(message, communities)
  } catch (error) {
    if (error instanceof BerError) return dropped('malformed')
    throw error
  }
}

function handleCommunity(message: CommunityMessage, communities: ReadonlySet<string> | null): Handled {
  if (communities !== null && !communities.has(message.community)) return dropped('unknown-community')
  const notification = readNotification(message.pdu)
  if (notification === null) return dropped('not-a-notification')
  const reply =
    notification.kind === 'inform' ? communityMessage(message.community, responsePdu(notification)) : null
  return {
    notification: {
      ...notification,
      protocol: message.version === 'v1' ? 'SNMPv1' : 'SNMPv2c',
      userName: null,
      securityLevel: null,
      engineId: null,
    },
    drop: null,
    reply,
  }
}

function handleSecured(message: SecuredMessage, security: Security): Handled {
  const opened = security.open(message)
  if ('report' in opened) return dropped(opened.drop, opened.report)
  const { scoped, secured } = opened
  const notification = readNotification(scoped.pdu)
  if (notification === null) return dropped('not-a-notification')
  return {
    notification: {
      ...notification,
      protocol: 'SNMPv3',
      userName: message.userName,
      securityLevel: secured.priv ? 'authPriv' : secured.auth ? 'authNoPriv' : 'noAuthNoPriv',
      engineId: notification.kind === 'inform' ? null : message.engineId.toString('hex'),
    },
    drop: null,
    reply:
      notification.kind === 'inform'
        ? security.seal(message.messageId, secured, scopedPdu(scoped, responsePdu(notification)))
        : null,
  }
}
