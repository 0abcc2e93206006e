// The dictionaries are exported as plain modules but not typed by the package.
declare module 'opencc-js/dict/*' {
  const pairs: string
  export default pairs
}
