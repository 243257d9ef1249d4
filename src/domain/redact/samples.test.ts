/** Fifty ways in which operators meet secrets, from documentation and memory and none of the generators. */
import { describe, expect, test } from "bun:test";
import { redactText } from "./text.ts";

const key = Buffer.from("a key of this test");

const samples: readonly (readonly [text: string, secret: string])[] = [
  ["spring.datasource.password=Qw3rty!Zx\n", "Qw3rty!Zx"],
  ["  - name: POSTGRES_PASSWORD\n    value: pgS3cret99\n", "pgS3cret99"],
  ["ansible_become_pass: b3comeMe!\n", "b3comeMe!"],
  ['vault_token = "hvs.CAESIJ1q2w3e4r5t6y7u8i9o0pAsDfGhJkL"\n', "CAESIJ1q2w3e4r5t6y7u8i9o0pAsDfGhJkL"],
  ["AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n", "wJalrXUtnFEMI/K7MDENG"],
  ["aws_secret_access_key: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n", "wJalrXUtnFEMI/K7MDENG"],
  ["mysqldump -h db -u backup -pB4ckupPw --all-databases\n", "B4ckupPw"],
  ["curl -s -u 'elastic:Ch4ngeMe' http://localhost:9200/_cat\n", "Ch4ngeMe"],
  ["PrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=\n", "yAnz5TF+lXXJte14tji3zlMNq"],
  ["PresharedKey = FpCyhws9cxwWoV4xELtfJvjJN+zQVRPISllRWgeopVE=\n", "FpCyhws9cxwWoV4xELtfJvjJN"],
  [
    "root:$y$j9T$8bQ1cYk0vD3lq7b5$wq2Yy0l3hQn4nXgJv8f9aYxv2r3kM1sZ0pQ7uT6eRc5:19700:0:99999:7:::\n",
    "wq2Yy0l3hQn4nXgJv8f9aYxv2r3kM1s",
  ],
  ["admin:$apr1$lZL6V/ci$eIMz/iKDkbtys/uU7LEK00\n", "eIMz/iKDkbtys/uU7LEK00"],
  ["app.example.org:$2y$10$abcdefghijklmnopqrstuuN9qo8uLOickgx2ZMRZoMyeIjZAgcfl7\n", "N9qo8uLOickgx2ZMRZoMyeI"],
  ["redis://:p4ssR3dis@10.0.0.5:6379/0\n", "p4ssR3dis"],
  ["amqp://guest:gu3st!pw@rabbit:5672/%2f\n", "gu3st!pw"],
  ["mongodb+srv://svc:M0ngoPw%21@cluster0.ab1cd.mongodb.net/test\n", "M0ngoPw%21"],
  ["git clone https://oauth2:glpat-Ab3dEf6hIj9kLmNoPqRs@gitlab.example.org/a/b.git\n", "Ab3dEf6hIj9kLmNoPqRs"],
  ["Authorization: Basic YWRtaW46aHVudGVyMg==\n", "YWRtaW46aHVudGVyMg"],
  ["authorization: Bearer ya29.a0AfH6SMBx-12345abcdeFGHIJ67890klmnop\n", "a0AfH6SMBx-12345abcde"],
  ["Proxy-Authorization: Basic cHJveHk6c2VjcmV0\n", "cHJveHk6c2VjcmV0"],
  ["X-Vault-Token: s.Zq8R1w2e3T4y5U6i7O8p9A0s\n", "Zq8R1w2e3T4y5U6i7O8p9A0s"],
  ["Set-Cookie: laravel_session=eyJpdiI6IkFiQ2QxMjM0; path=/\n", "eyJpdiI6IkFiQ2QxMjM0"],
  ["Cookie: PVEAuthCookie=PVE%3Aroot@pam%3A65ABCDEF%3A%3AsigSIGsig123456789\n", "sigSIGsig123456789"],
  ["Authorization: PVEAPIToken=root@pam!mon=6f1c2d3e-4b5a-6789-abcd-ef0123456789\n", "6f1c2d3e-4b5a-6789"],
  ["requirepass f00b4red-x\n", "f00b4red-x"],
  ['\tsecret "K2lBc3VwZXJzZWNyZXRrZXk5OTk5OTk5OTk=";\n', "K2lBc3VwZXJzZWNyZXRrZXk5"],
  ["machine api.example.org login deploy password n3trcPw\n", "n3trcPw"],
  ["*:5432:*:postgres:pgp4ss word\n", "pgp4ss"],
  ['{"auths":{"r.example.org":{"auth":"dXNlcjpwYXNzd29yZDE="}}}\n', "dXNlcjpwYXNzd29yZDE"],
  ["    token: eyJhbGciOiJSUzI1NiIsImtpZCI6IkEifQ.eyJpc3MiOiJrdWJlIn0.c2lnbmF0dXJlMTIzNDU2\n", "eyJpc3MiOiJrdWJlIn0"],
  ["    client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlFb3dJQkFB\n", "LS0tLS1CRUdJTiBSU0EgUFJJ"],
  ["STRIPE_KEY=sk_live_51HabcDEFghiJKLmnoPQRst\n", "51HabcDEFghiJKLmnoPQRst"],
  [
    "SLACK_WEBHOOK=https://hooks.slack.com/services/T00000000/B11111111/abcDEF123ghiJKL456mnoPQR\n",
    "abcDEF123ghiJKL456mnoPQR",
  ],
  ["OPENAI_API_KEY=sk-proj-abcdEFGH1234ijklMNOP5678qrst\n", "abcdEFGH1234ijkl"],
  ["TELEGRAM: 123456789:AAF3xAbCdEfGhIjKlMnOpQrStUvWxYz0123\n", "AAF3xAbCdEfGhIjKlMnOp"],
  ["snmpwalk -v2c -c pr1vateComm 10.0.0.1\n", "pr1vateComm"],
  ["rocommunity pr1vateRO 10.0.0.0/8\n", "pr1vateRO"],
  ["wpa_passphrase=MyWifiPass99\n", "MyWifiPass99"],
  ['  psk="An0therWifi"\n', "An0therWifi"],
  ["CREATE USER 'app'@'%' IDENTIFIED BY 'Sql!Pass1';\n", "Sql!Pass1"],
  ["ALTER ROLE app WITH PASSWORD 'r0lePass';\n", "r0lePass"],
  ["define( 'DB_PASSWORD', 'wpP4ssw0rd' );\n", "wpP4ssw0rd"],
  ['<add key="ApiSecret" value="x9Y8z7W6v5" />\n', "x9Y8z7W6v5"],
  ["<password>t0mcatPw</password>\n", "t0mcatPw"],
  ["A temporary password is generated for root@localhost: aB3$kLm9,Qz\n", "aB3$kLm9,Qz"],
  ["Server=db;Database=x;User Id=sa;Password=M5sqlPw!;Encrypt=true\n", "M5sqlPw!"],
  ["New password for 'bob' is Xk29dLq0Za\n", "Xk29dLq0Za"],
  ["echo 'deploy:d3ployPw' | chpasswd\n", "d3ployPw"],
  ["kinit: using keytab; contact: jane.doe@example.com\n", "jane.doe@example.com"],
  ["paid with card 5500 0000 0000 0004 today\n", "5500 0000 0000 0004"],
];

describe("a secret in everyday output", () => {
  test.each(samples)("%j is masked", (text, secret) => {
    expect(redactText(text, { key })).not.toContain(secret);
  });
});
