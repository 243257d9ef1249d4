/** What the web server needs to know of how people reach it. */
export type HttpSettings = {
  /** Further origins by which this hub is reached, e.g. `https://ailx.example.com` behind a proxy. */
  allowedOrigins: readonly string[];
  /** Addresses or CIDR ranges whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. */
  trustedProxies: readonly string[];
  /** Where people and agents find the hub; absent where nobody said. */
  publicUrl?: string;
  /** True where browsers speak TLS to the hub, by itself or by a proxy in front. */
  tls: boolean;
};
