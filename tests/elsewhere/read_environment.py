"""What repo2docker and conda's parser make of a project: read_environment.py PROJECT SPEC ...

Runs in an environment with jupyter-repo2docker and py-rattler; prints JSON.
"""

import json
import os
import sys

import rattler
from repo2docker.app import Repo2Docker

os.chdir(sys.argv[1])
app = Repo2Docker()
packs = (kind(app.base_image) for kind in app.buildpacks)
pack = next(pack for pack in packs if pack.detect())
specs = {text: rattler.MatchSpec(text) for text in sys.argv[2:]}
found = {
    "buildpack": type(pack).__name__,
    "python": pack.python_version,
    "environment": pack.environment_yaml,
    "without the repository": sorted(pack.get_preassemble_script_files()),
    "scripts": "".join(script for _, script in pack.get_assemble_scripts()),
    "specs": {
        text: [spec.name.normalized, spec.version and str(spec.version)]
        for text, spec in specs.items()
    },
}
print(json.dumps(found))
