/** Where a file is once the app was built. */
declare module '*.wasm?url' {
  const url: string
  export default url
}
declare module '*.woff2?url' {
  const url: string
  export default url
}
