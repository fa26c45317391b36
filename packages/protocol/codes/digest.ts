import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** SHA-256 of a text in UTF-8, as 64 hexadecimal characters. Not WebCrypto's: nothing may wait between rows and cursor. */
export const digestOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))
