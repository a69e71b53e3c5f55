"""Times one small article, process start included: usage startup.py PROGRAM ARTICLE LIMIT_MS. The best of ten counts."""
import subprocess, sys, time

program, article, limit = sys.argv[1], sys.argv[2], float(sys.argv[3])
best = float("inf")
for _ in range(10):
    start = time.perf_counter()
    subprocess.run([program, "extract", article], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    best = min(best, (time.perf_counter() - start) * 1000)
print(f"{best:.1f} ms for one article (limit {limit:.0f})")
sys.exit(best > limit)
