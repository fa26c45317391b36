/** Bytes of a request with a piece of a picture at most: the piece in base64url, and what JSON adds to it. */
export const pieceBodyLimit = 24_000
