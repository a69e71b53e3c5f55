"""Times one small article, process start included: usage startup.py PROGRAM ARTICLE LIMIT_MS. The best of ten counts."""
import subprocess, sys, time

program, article, limit = sys.argv[1], sys.argv[2], float(sys.argv[3])
best = float("inf")
for _ in range(10):
    start = time.perf_counter()
    run = subprocess.run([program, "extract", article], check=False, capture_output=True, text=True)
    best = min(best, (time.perf_counter() - start) * 1000)
    if run.returncode:
        sys.exit(f"{program} extract {article}: exit {run.returncode}\n{run.stderr}")
print(f"{best:.1f} ms for one article (limit {limit:.0f})")
sys.exit(best > limit)
