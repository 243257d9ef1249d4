/** The same change by another tool is known again; another change is not. */
import { describe, expect, test } from "bun:test";
import { actsOf, doesAll, type Doing } from "./sameChange.ts";

const sh = (command: string): Doing => ({ tool: "shell.run", input: { command } });
const service = (verb: string, name = "nginx"): Doing => ({ tool: `service.${verb}`, input: { service: name } });
const edit = (replace: string): Doing => ({
  tool: "config.edit",
  input: { path: "/etc/php.ini", edits: [{ find: "memory_limit = 128M", replace: `memory_limit = ${replace}` }] },
});

describe("the same change", () => {
  test.each<[string, Doing, Doing[]]>([
    ["a service by systemctl", service("restart"), [sh("sudo systemctl restart nginx.service")]],
    ["a service by its script", service("restart"), [sh("/etc/init.d/nginx restart")]],
    ["a service in a shell of its own", service("restart"), [sh(`bash -c "service nginx restart"`)]],
    ["a service by a variable", service("restart"), [sh("X=nginx; systemctl restart $X")]],
    ["a service with more around it", service("restart"), [sh("systemctl restart nginx && systemctl restart php-fpm")]],
    ["a service with something unknown behind it", service("restart"), [sh("systemctl restart nginx && ./warm-up.sh")]],
    ["a command by its tool", sh("systemctl restart nginx"), [service("restart")]],
    ["stopping and starting", service("restart"), [service("stop"), service("start")]],
    ["stopping and starting in one command", service("restart"), [sh("systemctl stop nginx; systemctl start nginx")]],
    ["a container", { tool: "container.restart", input: { container: "web" } }, [sh("docker restart web")]],
    ["a package", { tool: "package.install", input: { packages: ["htop"] } }, [sh("apt-get install -y htop")]],
    ["a restart of the machine", { tool: "system.reboot", input: {} }, [sh("shutdown -r now")]],
    ["a process", { tool: "process.kill", input: { pid: 812 } }, [sh("kill -9 812")]],
    ["a file that is deleted", { tool: "file.delete", input: { path: "/var/tmp/x" } }, [sh("rm -f /var/tmp/x")]],
    ["a setting", edit("512M"), [sh("sed -i 's/memory_limit = 128M/memory_limit = 512M/' /etc/php.ini")]],
    ["a user", { tool: "user.lock", input: { user: "bob" } }, [sh("usermod -L bob")]],
  ])("is %s", (_what, old, steps) => {
    expect(doesAll(steps, old)).toBe(true);
  });

  test.each<[string, Doing, Doing[]]>([
    ["another service", service("restart"), [sh("systemctl restart php-fpm")]],
    ["another verb", service("restart"), [sh("systemctl reload nginx")]],
    ["a look", service("restart"), [sh("systemctl status nginx")]],
    ["less than before", sh("systemctl restart nginx && ./deploy.sh"), [service("restart")]],
    ["starting alone", service("restart"), [service("start")]],
    ["another value", edit("512M"), [sh("sed -i 's/128M/256M/' /etc/php.ini")]],
    ["the name in a text", service("restart"), [sh("echo systemctl restart nginx")]],
    ["on another machine", service("restart"), [sh("ssh db-1 systemctl restart nginx")]],
  ])("is not %s", (_what, old, steps) => {
    expect(doesAll(steps, old)).toBe(false);
  });

  test("is nothing where all of it only looks", () => {
    expect(actsOf(sh("systemctl status nginx | grep Active"))).toEqual([]);
    expect(doesAll([sh("uptime")], sh("systemctl status nginx"))).toBe(false);
  });
});
