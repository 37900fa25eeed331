"""Prints what a test run came to, from the JUnit report that meson writes: N passed, N failed, N skipped."""
import sys
import xml.etree.ElementTree as ET

passed = failed = skipped = 0
for case in ET.parse(sys.argv[1]).iter("testcase"):
    if case.find("failure") is not None or case.find("error") is not None:
        failed += 1
        print("failed:", case.get("classname", ""), case.get("name"))
    elif case.find("skipped") is not None:
        skipped += 1
        print("skipped:", case.get("classname", ""), case.get("name"))
    else:
        passed += 1
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(failed > 0 or passed == 0)
