import {
  decodePDFRawStream,
  PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFString,
  type PDFObject,
} from '@cantoo/pdf-lib'

/** An object of a PDF that may be a reference to another, or nothing. */
export type Value = PDFObject | undefined

/** A PDF, read object by object. */
export class Pdf {
  readonly bytes: Uint8Array
  readonly #document: PDFDocument

  private constructor(bytes: Uint8Array, document: PDFDocument) {
    this.bytes = bytes
    this.#document = document
  }

  /** Reads a PDF, encrypted with no password or not at all. Errors: RangeError for what is no PDF, or needs a password. */
  static async read(bytes: Uint8Array): Promise<Pdf> {
    try {
      const document = await PDFDocument.load(bytes, { updateMetadata: false, password: '' })
      document.getPages()
      return new Pdf(bytes, document)
    } catch (cause) {
      throw new RangeError('This is no PDF, or it cannot be read without a password.', { cause })
    }
  }

  get catalog(): PDFDict {
    return this.#document.catalog
  }

  get pages(): PDFDict[] {
    return this.#document.getPages().map(({ node }) => node)
  }

  /** Every object, with the reference that others name it by. */
  objects(): [PDFRef, PDFObject][] {
    return this.#document.context.enumerateIndirectObjects()
  }

  /** What a value is, where it is a reference. */
  at(value: Value): Value {
    return value instanceof PDFRef ? this.#document.context.lookup(value) : value
  }

  /** A dictionary, or that of a stream. */
  dict(value: Value): PDFDict | undefined {
    const found = this.at(value)
    if (found instanceof PDFDict) return found
    return found instanceof PDFStream ? found.dict : undefined
  }

  get(dict: PDFDict | undefined, key: string): Value {
    return this.at(this.raw(dict, key))
  }

  /** The value of a key as it stands there, a reference perhaps. */
  raw(dict: PDFDict | undefined, key: string): Value {
    return dict?.get(PDFName.of(key))
  }

  /** Items of an array; a single value counts as an array of one, nothing as none. */
  list(value: Value): Value[] {
    const found = this.at(value)
    if (found instanceof PDFArray) return found.asArray()
    return found === undefined ? [] : [value]
  }

  name(value: Value): string | undefined {
    const found = this.at(value)
    return found instanceof PDFName ? found.decodeText() : undefined
  }

  text(value: Value): string | undefined {
    const found = this.at(value)
    return found instanceof PDFString || found instanceof PDFHexString ? found.decodeText() : undefined
  }

  number(value: Value): number | undefined {
    const found = this.at(value)
    return found instanceof PDFNumber ? found.asNumber() : undefined
  }

  isTrue(value: Value): boolean {
    const found = this.at(value)
    return found instanceof PDFBool && found.asBoolean()
  }

  /** Bytes of a stream, decoded; undefined for what is none. Errors: RangeError where they cannot be decoded. */
  stream(value: Value): Uint8Array | undefined {
    const found = this.at(value)
    if (!(found instanceof PDFRawStream)) return undefined
    try {
      return decodePDFRawStream(found).decode()
    } catch (cause) {
      throw new RangeError('A stream of the PDF cannot be decoded.', { cause })
    }
  }

  /** Pairs of a dictionary. */
  entries(value: Value): [string, Value][] {
    return (
      this.dict(value)
        ?.entries()
        .map(([key, each]): [string, Value] => [key.decodeText(), each]) ?? []
    )
  }
}

export { PDFRef, type PDFDict }
