"""Fills the modules' templates with sample values, for the checkers that read the results.

    render.py ROOT OUT    writes OUT/<name> for each template under ROOT/Modules

Also checks that each template documents exactly the placeholders it uses. The rule is the
product's: `@{name}` is replaced, a block keeps its placeholder's indentation, `@@{` is a
literal `@{`. Needs only the standard library.
"""

import re
import sys
from pathlib import Path

PLACEHOLDER = re.compile(r"@@\{|@\{([a-z_]+)\}")
DOCUMENTED = re.compile(r"^#   ([a-z_]+)\s{2,}\S")

RECEIVERS = """\
- name: webhook
  webhook_configs:
    - url: http://127.0.0.1:18080/alerts
      send_resolved: true
- name: slack
  slack_configs:
    - api_url_file: /config/secrets/slack-webhook-url
      channel: "#studyai-alerts"
- name: pagerduty
  pagerduty_configs:
    - routing_key_file: /config/secrets/pagerduty-routing-key"""

SCRAPE_CONFIGS = """\
- job_name: gateway
  static_configs:
    - targets: [gateway-1:8080, gateway-2:8080]
- job_name: ai-engine
  static_configs:
    - targets: [ai-engine-1:8080]"""


def samples(root: Path, out: Path) -> list[tuple[str, str, dict[str, str]]]:
    """Each template with the name of its result and the values that go in."""
    modules = ("Gateway", "AIEngine", "RedisCache", "LoadBalancer", "Monitoring")
    rules = "\n".join(f'- "{root}/Modules/{module}/alerts.yml"' for module in modules)
    nginx = {
        "worker_processes": "2",
        "shutdown_seconds": "30",
        "upstream_servers": "server 127.0.0.1:18081 max_fails=2 fail_timeout=2s;\n"
        "server 127.0.0.1:18082 max_fails=2 fail_timeout=2s;",
        "rate_limit_zones": "limit_req_zone $binary_remote_addr zone=ask:10m rate=20r/s;",
        "rate_limits": "limit_req zone=ask burst=40 nodelay;",
        "trusted_proxies": "set_real_ip_from 10.0.0.0/8;\nreal_ip_header X-Forwarded-For;",
        "listen": "listen 18080 default_server;",
        "server_name": "_",
        "tls": "",
        "max_body_size": "64k",
        "connect_seconds": "1",
        "read_seconds": "35",
        "extra_servers": "",
        "admin_port": "18089",
    }
    nginx_tls = nginx | {
        "listen": "listen 18443 ssl http2 default_server;",
        "server_name": "api.studyai.example",
        "tls": f'include "{out}/tls.conf";',
        "rate_limit_zones": "",
        "rate_limits": "",
        "trusted_proxies": "",
        "extra_servers": "server {\n    listen 18080;\n    server_name api.studyai.example;\n"
        "    return 301 https://api.studyai.example$request_uri;\n}",
    }
    redis = {
        "port": "0",
        "auth": f'include "{out}/redis-auth.conf"',
        "max_memory": "192mb",
        "eviction_policy": "allkeys-lru",
        "persistence": "appendonly yes\nappendfsync everysec",
        "extra": "",
    }
    alertmanager = {
        "group_wait": "10s",
        "repeat_interval": "4h",
        "critical_receiver": "pagerduty",
        "warning_receiver": "slack",
        "receivers": RECEIVERS,
    }
    prometheus = {
        "environment": "staging",
        "scrape_interval": "15s",
        "evaluation_interval": "15s",
        "rule_files": rules,
        "alertmanagers": "[alertmanager:9093]",
        "scrape_configs": SCRAPE_CONFIGS,
    }
    tls = {
        "certificate": f'"{out}/tls.crt"',
        "certificate_key": f'"{out}/tls.key"',
        "hsts_seconds": "31536000",
    }
    grafana = {
        "root_url": "https://grafana.studyai.example",
        "admin_password_file": "/config/secrets/grafana-admin",
        "provisioning": "/config/provisioning",
    }
    return [
        ("LoadBalancer/nginx.conf.template", "nginx.conf", nginx),
        ("LoadBalancer/nginx.conf.template", "nginx-tls.conf", nginx_tls),
        ("LoadBalancer/tls.conf.template", "tls.conf", tls),
        ("RedisCache/redis.conf.template", "redis.conf", redis),
        ("Monitoring/prometheus.yml.template", "prometheus.yml", prometheus),
        ("Monitoring/alertmanager.yml.template", "alertmanager.yml", alertmanager),
        (
            "Monitoring/grafana/datasources.yml.template",
            "datasources.yml",
            {"prometheus_url": "http://prometheus:9090"},
        ),
        (
            "Monitoring/grafana/dashboards.yml.template",
            "dashboards.yml",
            {"folder": "/config/dashboards"},
        ),
        ("Monitoring/grafana/grafana.ini.template", "grafana.ini", grafana),
    ]


def render(template: str, values: dict[str, str]) -> str:
    """The template with its placeholders filled; a block's lines share one indentation."""
    lines = []
    for line in template.split("\n"):
        indentation = line[: len(line) - len(line.lstrip(" "))]

        def fill(found: re.Match[str], indentation: str = indentation) -> str:
            if found[1] is None:
                return "@{"
            return values[found[1]].replace("\n", "\n" + indentation)

        lines.append(PLACEHOLDER.sub(fill, line).rstrip())
    return "\n".join(lines)


def problems(name: str, template: str, values: dict[str, str]) -> list[str]:
    """What is used and not documented, documented and not used, or has no sample."""
    used = {found for found in PLACEHOLDER.findall(template) if found}
    documented = {
        found[1] for line in template.split("\n") if (found := DOCUMENTED.match(line))
    }
    found = [f"{name}: @{{{one}}} is used and not documented" for one in used - documented]
    found += [f"{name}: {one} is documented and not used" for one in documented - used]
    found += [f"{name}: @{{{one}}} has no sample here" for one in used - set(values)]
    found += [f"{name}: the sample {one} fills nothing" for one in set(values) - used]
    return sorted(found)


def main() -> int:
    root, out = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    failures: list[str] = []
    table = samples(root, out)
    known = {root / "Modules" / path for path, _, _ in table}
    for path in sorted((root / "Modules").rglob("*.template")):
        if path not in known:
            failures.append(f"{path.relative_to(root)}: no sample values in Tests/Checks/render.py")
    for path, result, values in table:
        template = (root / "Modules" / path).read_text("utf-8")
        failures += problems(path, template, values)
        if not failures:
            (out / result).write_text(render(template, values), "utf-8")
    print("\n".join(dict.fromkeys(failures)), end="\n" if failures else "")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
