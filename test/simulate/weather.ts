/** What may happen to messages, in cases of a hundred. */
export type Weather = {
  /** The question never arrives, and nobody says so. */
  lost: number
  /** The question arrives twice, the second time somewhat later. */
  doubled: number
  /** The server answers, and the answer never arrives. */
  replyLost: number
  /** The answer arrives without its end. */
  cut: number
  /** It takes up to half a minute each way. */
  delayed: number
}

export const calm: Weather = { lost: 0, doubled: 0, replyLost: 0, cut: 0, delayed: 0 }
