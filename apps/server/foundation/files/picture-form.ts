/** Bytes of a form with a picture at most: what is larger than a picture may be is told so in words, what is larger still is not read. */
export const pictureFormLimit = 12_000_000
