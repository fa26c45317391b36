/** Where the identity provider sends browsers back to; registered there as the redirect URI. */
export const signInAnswerPath = '/sign-in/answer'
