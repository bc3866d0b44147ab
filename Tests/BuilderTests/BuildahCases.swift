/// Dockerfiles that we and buildah build from one context, and whose images must be the same.
///
/// Differences that are meant: buildah writes a label with its version; BuildKit's PATH and working directory of
/// `FROM scratch` are ours, too; what a runtime mounts over (/proc, /sys, /dev, some files of /etc) is nobody's;
/// buildah makes the folder of a VOLUME and drops what a RUN writes there, drops set-user-ID bits of the context, leaves
/// SHELL out of CMD, keeps a range of ports as one, replaces a link that stands where a file comes (we write through it),
/// makes WORKDIR's folder only for a RUN, refuses a pattern without a match where it is the only source, leaves the
/// mode of a copied folder itself as it is, gives a stage on a stage none of its ARGs, and knows no heredocs: in all of
/// that we do as BuildKit does, and it is not here.
enum BuildahCases {
    /// What follows the instructions that install busybox.
    static let dockerfiles = [
        "COPY a.txt /",
        "COPY a.txt sub /folder/",
        "COPY sub /folder",
        "COPY --chown=12:34 sub /folder",
        "COPY --chmod=640 a.txt /x/y/",
        "COPY *.txt /texts/",
        "COPY . /all",
        "ADD archive.tar /unpacked/",
        "WORKDIR /w\nCOPY a.txt .\nWORKDIR deep/er",
        "COPY sub /f\nCOPY a.txt /f/deep/three.txt",
        "RUN mkdir -p /r/s && echo x >/r/s/x && chmod 4711 /r/s/x && ln -s x /r/s/l && ln /r/s/x /r/s/h",
        "COPY sub /gone\nRUN rm -r /gone/deep && mkdir /gone/new",
        "COPY sub /dir\nRUN rm -r /dir && mkdir /dir && touch /dir/fresh",
        "ENV A=1 B=\"x y\"\nENV C=$A\nRUN echo $C >/c",
        "ARG V=1\nRUN echo $V >/v\nENV W=$V",
        "ENTRYPOINT [\"e\"]\nCMD [\"c\", \"d\"]\nEXPOSE 80 53/udp\nUSER 5:6\nSTOPSIGNAL SIGINT\nLABEL a=1",
        "CMD run me\nHEALTHCHECK --interval=5s --retries=2 CMD check",
        "USER 5:6\nRUN touch /tmp/mine",
        "COPY sub other /merged/",
        "COPY linkdir /ld\nCOPY linkfile /lf",
        "COPY sub/link /x/",
        "COPY sub/t* [ab].txt /m/",
        "COPY [\"with space/f g.txt\", \"/dest dir/\"]",
        "COPY empty /empty\nCOPY empty/ /empty2/",
        "COPY passwd group /etc/\nCOPY --chown=ann a.txt /c/a\nCOPY --chown=ann:staff sub /c/s\nCOPY --chown=:anns a.txt /c/g",
        "COPY --chmod=0755 sub /c/s",
        "ADD archive.bin /u/\nADD plain.gz /p/",
        "ADD archive.tar /u",
        "ADD --chown=5:6 archive.tar /u/",
        "WORKDIR /a\nWORKDIR b\nWORKDIR ../c\nCOPY a.txt d/\nRUN pwd >where",
        "ENV D=/env\nWORKDIR $D/x\nWORKDIR ${D}\nCOPY a.txt .",
        "COPY sub/deep/../two.txt /n\nCOPY ./sub/./two.txt /n2\nCOPY /sub/two.txt /n3\nCOPY ../a.txt /up",
        "RUN ln -s /real /lnk && mkdir /real\nCOPY a.txt /lnk/\nCOPY sub /lnk",
        "RUN mkdir -p /o/p && touch /o/p/q\nRUN rm -rf /o && mkdir /o && touch /o/n",
        "COPY sub/deep sub/two.txt /mix/",
        "CMD [\"b\"]\nENTRYPOINT [\"c\"]",
        "ENTRYPOINT [\"a\"]\nCMD [\"b\"]\nENTRYPOINT [\"c\"]",
        "COPY sub/. /x\nCOPY sub/. /y/\nCOPY ./sub/deep/.. /z",
        "COPY a.txt /new/dir/\nCOPY sub/ /new2/dir/\nCOPY sub /n3/dir",
        "COPY sub/deep /d1/\nCOPY private /p1\nCOPY private /p2/\nRUN mkdir -m 700 /d4\nCOPY sub/deep /d4",
        "RUN mkdir -p /real/in && ln -s /real /l && ln -s in /real/rel && ln -s /no /n\nCOPY a.txt /l/\nCOPY sub /l\nCOPY a.txt /l/rel/b\nCOPY sub /n",
        "COPY linkdir /l1\nCOPY linkdir/ /l3/\nCOPY linkfile /l5/\nCOPY link* /l6/\nCOPY sub/link /l7",
        "COPY s*b /w1\nCOPY */two.txt /w4/\nCOPY ?.txt /w6/\nCOPY e* /w7/\nCOPY .h* h/.* /h/\nCOPY a.txt none* /w8/",
        "ADD archive.tar.xz /t3\nADD archive.tar.zst /t5\nADD sub a.txt archive.tar /t6/",
        "RUN mkdir -p /t/sub && chmod 700 /t/sub && echo old >/t/a.txt && ln -s /else /t/linkdir\nADD archive.tar /t",
        "COPY hard /h\nCOPY hard/one hard/two /apart/",
        "RUN echo h >/h1 && ln /h1 /h2 && mkdir /hd && ln /h1 /hd/h3\nRUN ln /h1 /h4\nRUN rm /h1",
        "RUN mkdir /d && touch /d/3\nRUN rm /d/3 && mkdir /d/3 && touch /d/3/x\nRUN rm -r /d/3 && echo f >/d/3",
        "COPY sub /s\nRUN mv /s /t && mkdir /s && touch /s/new\nRUN rm -rf /t && ln -s /bin /t\nRUN rm /t && mkdir /t",
        "COPY sub /s\nRUN chmod 700 /s && chown 4:4 /s/two.txt && mv /s/link /s/l2\nCOPY . /c\nRUN chown -R 5:5 /c/sub",
        "RUN mkdir /o && chmod 700 /o && mkdir /o/deep && chmod 777 /o/deep && chown 5:5 /o/deep\nCOPY sub /o/",
        "RUN mkdir /r && ln -s /b.txt /r/a.txt\nCOPY a.txt /r/\nCOPY . /r",
        "COPY sub/ /\nCOPY a.txt /\nCOPY b.txt //\nCOPY other/two.txt ./",
        "COPY passwd group /etc/\nUSER ann\nRUN touch /tmp/mine && id >/tmp/i && echo $HOME >/tmp/h\nUSER 77:88\nRUN id >/tmp/j && echo $HOME >/tmp/k",
        "ENV A=\"a b\" B=c\\ d C='e $A f' D=\"$A-${B}\" E=\nENV F one two  three\nENV G=\"x\\\"y\" H=\\$A I=${NOPE:-def} J=${A:+alt}\nRUN env | grep -E '^[A-J]=' | sort >/e",
        "LABEL a=1 b=\"two words\" \\\n  c='x' \"d e\"=f\nLABEL a=2\nLABEL g=\"line \\\ngoes on\"",
        "RUN [\"/bin/sh\",\"-c\",\"echo $0 >/x\"]\nRUN set -e; \\\n  # a comment\n  echo a; \\\n\n  echo b >/y",
        "ENTRYPOINT exec top -b\nCMD [\"x\"]\nENTRYPOINT []",
        "HEALTHCHECK NONE",
        "ENV a b c d\nENV x=\"1 2\" y=3\\ 4\nENV z=$x$y\nRUN echo \"$a|$x|$y|$z\" >/e",
        "ARG v=1\nARG w\nENV q=${v:-no}${w:+yes}\nRUN echo $v-$w-$q >/e",
    ]

    /// Dockerfiles with several stages, whole.
    static let stages = [
        "FROM scratch AS one\nCOPY a.txt /one\nFROM scratch\nCOPY b.txt /b\nCOPY --from=0 /one /two\nCOPY --from=one one /three/",
        "FROM scratch AS base\nENV A=1\nWORKDIR /w\nFROM base AS next\nCOPY a.txt .\nFROM next\nCMD [\"x\"]\nENV B=$A",
        "FROM scratch AS one\nCOPY sub /s\nCOPY --chown=3:4 a.txt /s/q\nFROM scratch\nCOPY --from=one /s /t\nCOPY --from=one /s/q /u/",
        "FROM scratch AS one\nCOPY . /c\nFROM scratch\nCOPY --from=one /c/linkdir /l1\nCOPY --from=one /c/linkfile /l2\nCOPY --from=one /c/link* /l4/\nCOPY --from=one /c/hard /h",
        "FROM scratch AS b\nONBUILD COPY a.txt /o\nONBUILD ENV Q=1\nONBUILD LABEL x=$Q\nFROM b AS c\nCOPY b.txt /b\nFROM c\nENV Z=$Q",
        "ARG V=scr\nARG W=${V}atch\nFROM ${W} AS one\nARG V\nARG W=in\nENV E=$V-$W\nFROM one\nENV F=$E\nARG V=again\nENV G=$V",
        "FROM scratch AS b\nENV A=1\nCMD [\"c\"]\nENTRYPOINT [\"e\"]\nUSER 5\nEXPOSE 80\nLABEL a=b\nVOLUME /vv\nSTOPSIGNAL SIGINT\nFROM b AS c\nENTRYPOINT [\"f\"]\nFROM c\nENV B=$A",
    ]
}
