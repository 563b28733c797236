// A council's mail server for the tests: npm's `smtp-server` on a port of the system's choice.
// `node server.mjs SECURITY KEY CERTIFICATE` (none, starttls or tls; two PEM files) prints `ready PORT`, then
// one line of JSON for each letter that it takes. What it does with letters is said on its standard input,
// one word a line: ok, busy (451 to each recipient), unknown (550), full (452 to the letter), large (552 to it), drop (hangs up
// in the middle of it).
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { SMTPServer } from 'smtp-server'

const [security, key, cert] = process.argv.slice(2)
let behave = 'ok'

function refusal (code, words) {
  return Object.assign(new Error(words), { responseCode: code })
}

const server = new SMTPServer({
  secure: security === 'tls',
  key: readFileSync(key),
  cert: readFileSync(cert),
  authOptional: true,
  allowInsecureAuth: security === 'none',
  disabledCommands: security === 'starttls' ? [] : ['STARTTLS'],
  onAuth (auth, session, done) {
    const known = auth.username === 'wardroom' && auth.password === 'a-secret-for-the-tests'
    done(known ? null : refusal(535, 'no such user'), known ? { user: auth.username } : undefined)
  },
  onMailFrom (address, session, done) {
    const open = security !== 'none' && !session.secure
    done(open ? refusal(530, 'must issue a STARTTLS command first') : null)
  },
  onRcptTo (address, session, done) {
    if (behave === 'busy') return done(refusal(451, `${address.address} is busy`))
    if (behave === 'unknown') return done(refusal(550, `${address.address} is nobody here`))
    done()
  },
  onData (stream, session, done) {
    const parts = []
    if (behave === 'drop') return server.connections.forEach((one) => one._socket.destroy())
    stream.on('data', (part) => parts.push(part))
    stream.on('end', () => {
      if (behave === 'full') return done(refusal(452, 'insufficient system storage'))
      if (behave === 'large') return done(refusal(552, 'message size exceeds fixed limit'))
      const { mailFrom, rcptTo } = session.envelope
      console.log(JSON.stringify({
        from: mailFrom.address,
        to: rcptTo.map((one) => one.address),
        user: session.user || null,
        connection: session.id,
        text: Buffer.concat(parts).toString('utf8')
      }))
      done()
    })
  }
})
server.on('error', () => {})
createInterface({ input: process.stdin }).on('line', (line) => {
  behave = line.trim()
  console.log(`behaves ${behave}`)
}).on('close', () => process.exit())
server.listen(0, '127.0.0.1', () => console.log(`ready ${server.server.address().port}`))
