/** Which questions file servers, mail, monitoring and the like answer, and by which of their own commands. */
import type { Inside } from "./service-inside.ts";

export const moreInsides: readonly Inside[] = [
  {
    name: "Samba",
    units: /^(?:smbd|smb)$/,
    called: "smb|cifs|samba|windows shares",
    topics: [
      {
        words: "shares|share list|shared folders|exported shares|share|share definitions|shares defined",
        command: "testparm -s",
        does: "Show the shares",
      },
      {
        words:
          "sessions|connected users|who is connected|clients|open files|locked files|locks|connections|connected|smbstatus|users|files open",
        command: "smbstatus",
        does: "Show who is connected",
      },
      { words: "samba users|smb users|user accounts|accounts", command: "pdbedit -L", does: "List the users of Samba" },
    ],
  },
  {
    name: "NFS",
    units: /^nfs-(?:server|kernel-server)$/,
    called: "nfs",
    topics: [
      {
        words: "exports|exported|shares|exported directories|export list|exported folders|exported paths",
        command: "exportfs -v",
        does: "Show what is exported",
      },
      {
        words: "clients|connected clients|mounts|mounted by|who mounts|who is connected|connections",
        command: "ss -tn state established '( sport = :2049 )'",
        does: "Show who is connected",
      },
    ],
  },
  {
    name: "Postfix",
    units: /^postfix$/,
    called: "mail|smtp|mails",
    topics: [
      {
        words:
          "deferred mails|deferred mail|deferred|stuck mails|stuck mail|queued mail|queued mails|queued messages|mail queue|queue|queue size|queue length|backlog|undelivered mails|undelivered mail|waiting mails",
        command: "postqueue -p",
        does: "Show the queue of mails",
      },
      {
        words:
          "effective settings|non default settings|non-default settings|postconf -n|settings that differ|changed settings|postconf",
        command: "postconf -n",
        does: "Show what differs from the defaults",
      },
      {
        words: "aliases|alias list|mail aliases|virtual aliases",
        command: "cat /etc/aliases",
        does: "Show the aliases",
      },
    ],
  },
  {
    name: "Dovecot",
    units: /^dovecot$/,
    called: "imap|mailbox",
    topics: [
      {
        words:
          "sessions|connected users|logged in users|who is connected|who is logged in|connections|imap sessions|clients|active users",
        command: "doveadm who",
        does: "Show who is connected",
      },
      { words: "quota|quotas|mailbox sizes|mailbox size", command: "doveadm quota get -A", does: "Show the quotas" },
      {
        words: "effective settings|effective config|doveconf|settings that differ|non-default settings",
        command: "doveconf -n",
        does: "Show what differs from the defaults",
      },
    ],
  },
  {
    name: "Prometheus",
    units: /^prometheus$/,
    topics: [
      {
        words:
          "targets|scrape targets|target health|down targets|targets down|scrape jobs|scrape_configs|unhealthy targets|jobs",
        command: "curl -s http://localhost:9090/api/v1/targets?state=active",
        does: "Show the targets",
      },
      {
        words: "alerts|firing alerts|active alerts|pending alerts|alerts firing",
        command: "curl -s http://localhost:9090/api/v1/alerts",
        does: "Show the alerts",
      },
      {
        words: "rules|alert rules|alerting rules|recording rules",
        command: "curl -s http://localhost:9090/api/v1/rules",
        does: "Show the rules",
      },
      {
        words: "tsdb status|tsdb|series|cardinality|number of series|head series",
        command: "curl -s http://localhost:9090/api/v1/status/tsdb",
        does: "Show what it stores",
      },
    ],
  },
  {
    name: "Alertmanager",
    units: /^(?:prometheus-)?alertmanager$/,
    topics: [
      {
        words: "alerts|firing alerts|active alerts|firing|alerts firing",
        command: "curl -s http://localhost:9093/api/v2/alerts",
        does: "Show the alerts",
      },
      {
        words: "silences|silence|silenced alerts|silenced",
        command: "curl -s http://localhost:9093/api/v2/silences",
        does: "Show the silences",
      },
    ],
  },
  {
    name: "Ollama",
    units: /^ollama$/,
    topics: [
      {
        words: "models|model list|installed models|downloaded models|model|pulled models|available models",
        command: "ollama list",
        does: "List the models",
      },
      {
        words: "loaded models|models loaded|running models|loaded model|models in memory|models running|in memory",
        command: "ollama ps",
        does: "List the models that are loaded",
      },
    ],
  },
  {
    name: "GitLab Runner",
    units: /^gitlab-runner$/,
    topics: [
      {
        words: "runners|registered runners|runner list|registrations|registered|executors",
        command: "gitlab-runner list",
        does: "List the runners",
      },
      {
        words: "verify|reach gitlab|connected to gitlab|connection to gitlab",
        command: "gitlab-runner verify",
        does: "Check the runners",
      },
    ],
  },
  {
    name: "chrony",
    units: /^(?:chronyd?|chrony)$/,
    topics: [
      {
        words: "sources|tracking|offset|drift|peers|servers",
        command: "chronyc sources; chronyc tracking",
        does: "Show where the time comes from",
      },
    ],
  },
  {
    name: "Proxmox Backup",
    units: /^proxmox-backup$/,
    called: "pbs|proxmox backup|backup server",
    topics: [
      {
        words: "datastores|datastore|datastore usage|datastore list|stores",
        command: "proxmox-backup-manager datastore list",
        does: "List the datastores",
      },
      {
        words:
          "tasks|task list|running tasks|recent tasks|task log|garbage collection|gc status|verify jobs|sync jobs|prune jobs",
        command: "proxmox-backup-manager task list --all",
        does: "List the tasks",
      },
    ],
  },
];
