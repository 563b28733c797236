// A council's sign-in service for the tests: npm's certified `oidc-provider` with accounts that the test
// names, on a port of the system's choice. `node provider.mjs BASE` prints `ready PORT`; BASE is where the
// product under test is. POST /control/account sets who signs in next, /control/rotate changes the
// signing key, /control/skew?seconds=N puts the service's clock forward; GET /control/told gives what the
// service last said of an ended session (back-channel logout), which it says to itself for the test to pass on.
// POST /control/ends signs such a message with the claims that the test gives, as services do that name less.
import { createServer } from 'node:http'
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import Provider from 'oidc-provider'

// Its hints for newcomers do not go to where the test reads.
console.info = console.error
const base = process.argv[2]
const real = Date.now
let skew = 0
Date.now = () => real() + skew * 1000
let account = { sub: 'nobody' }
const accounts = new Map()
let keys = 0
let signs

/** A signing key of its own; each rotation takes another kind. */
function key () {
  keys += 1
  const pair = keys % 2 === 1
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const alg = keys % 2 === 1 ? 'RS256' : 'ES256'
  signs = { alg, kid: `key-${keys}`, key: pair.privateKey }
  return { alg, jwk: { ...pair.privateKey.export({ format: 'jwk' }), kid: `key-${keys}`, use: 'sig', alg } }
}

function provider (issuer) {
  const { alg, jwk } = key()
  const made = new Provider(issuer, {
    clients: [{
      client_id: 'wardroom',
      client_secret: 'a-secret-for-the-tests',
      redirect_uris: [`${base}/sign-in/openid/back`],
      post_logout_redirect_uris: [`${base}/sign-in?done=signed-out`],
      backchannel_logout_uri: `${issuer}/control/told`,
      backchannel_logout_session_required: true,
      id_token_signed_response_alg: alg
    }],
    jwks: { keys: [jwk] },
    cookies: { keys: ['for the tests only'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true }, backchannelLogout: { enabled: true } },
    pkce: { required: () => true },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => accounts.get(id) ?? { sub: id } }),
    async loadExistingGrant (ctx) {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    }
  })
  made.on('server_error', (_, error) => console.error(error))
  return made
}

/** A message of back-channel logout with these claims over those that every one has. */
function ends (claims) {
  const now = Math.floor(Date.now() / 1000)
  const { alg, kid, key } = signs
  const part = what => Buffer.from(JSON.stringify(what)).toString('base64url')
  const head = part({ alg, kid, typ: 'logout+jwt' })
  const body = part({
    iss: issuer,
    aud: 'wardroom',
    iat: now,
    exp: now + 120,
    jti: randomUUID(),
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    ...claims
  })
  const signature = sign('sha256', Buffer.from(`${head}.${body}`), { key, dsaEncoding: 'ieee-p1363' })
  return `logout_token=${head}.${body}.${signature.toString('base64url')}`
}

async function text (request) {
  let all = ''
  for await (const part of request) all += part
  return all
}

let current, answer
let told = ''
const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://provider')
  try {
    if (url.pathname === '/control/account') {
      account = JSON.parse(await text(request))
      accounts.set(account.sub, account)
    } else if (url.pathname === '/control/told' && request.method === 'POST') {
      told = await text(request)
    } else if (url.pathname === '/control/ends') {
      const token = ends(JSON.parse(await text(request)))
      response.setHeader('content-length', Buffer.byteLength(token))
      return response.end(token)
    } else if (url.pathname === '/control/told') {
      response.setHeader('content-length', Buffer.byteLength(told))
      return response.end(told)
    } else if (url.pathname === '/control/rotate') {
      current = provider(issuer)
      answer = current.callback()
    } else if (url.pathname === '/control/skew') {
      skew = Number(url.searchParams.get('seconds'))
    } else if (url.pathname.startsWith('/interaction/')) {
      return await current.interactionFinished(request, response, { login: { accountId: account.sub } })
    } else {
      return answer(request, response)
    }
    response.setHeader('content-length', 0)
    response.end()
  } catch (error) {
    console.error(error)
    response.statusCode = 500
    response.setHeader('content-length', 0)
    response.end()
  }
})
let issuer
server.listen(0, '127.0.0.1', () => {
  issuer = `http://127.0.0.1:${server.address().port}`
  current = provider(issuer)
  answer = current.callback()
  console.log(`ready ${server.address().port}`)
})
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
