/// The ways initials and finals of Cantonese are spelled in Latin letters.
///
/// `spelling=sound sound:cost; …`: what is typed, and the Jyutping initials or finals that it may
/// stand for, each with its cost in units of −ln p (0 where none is given); `-` is no initial.
/// The families: Jyutping (LSHK 1993), Yale (Huang and Kok 1960), the spellings of names and
/// streets, and habits from English ("gum" for gam, "lor" for lo), with the mergers of everyday
/// speech (n as l, ng- left out). They are general: none was added for a message of a test.
enum SpellingFamilies {
    static let initials = """
        =- ng:0.5 j:2.5; b=b p:2.5; p=p b:2.5; m=m; f=f; d=d; t=t d:2.2; n=n l:0.8; l=l n:0.6;
        g=g gw:2; k=k g:1.2 kw:2; ng=ng -:0.8; h=h; gw=gw g:1.5; gu=gw:0.6; kw=kw gw:1 k:1.5;
        ku=kw:0.6; qu=kw:0.8; w=w; v=w:1.2; z=z c:3; c=c z:3; s=s; ch=c z:1; ts=c:0.2 z:0.5;
        tz=z:0.5; tch=c:0.5; dz=z:0.3; dj=z:0.5; zh=z:0.5; sh=s:0.3; x=s:2; j=j:0.5 z:0.5; y=j;
        jy=j;
        """

    /// Open, nasal and stopped finals.
    static let finals = """
        a=aa; aa=aa; ah=aa:0.2; ar=aa:0.3; aah=aa:0.5; ai=ai aai:0.4; aai=aai ai:1.5;
        ay=ai:0.6 ei:1 aai:1; aay=aai:0.5; au=au aau:0.5; aau=aau au:1.5;
        ao=aau:0.5 au:0.8 ou:0.8; aao=aau:0.3; ow=au:0.8 ou:0.8; aw=o:0.5; e=e ei:1.2; eh=e:0.2;
        ea=e:0.8; er=oe:0.3 e:1; ei=ei ai:1.4; ey=ei:0.3; ee=i:0.3 ei:1.2; i=i ei:1.2 ai:2.5;
        y=i:1.5; iu=iu; iew=iu:0.3; ew=iu:0.5; iw=iu:1; o=o ou:0.7; oh=o:0.2 ou:0.7; or=o:0.1;
        ore=o:0.5; oo=u:0.3 ou:1.5; ou=ou o:1.8; oi=oi eoi:1.5; oy=oi:0.3; ooi=ui:1 oi:1; oe=oe;
        oey=eoi:0.3; eu=oe:0.5 eoi:1 eu:1; eui=eoi:0.1; eoi=eoi; ui=ui eoi:0.4; uy=eoi:0.8;
        u=u yu:0.3; ue=yu:0.2; yu=yu; yue=yu:0.2;
        am=am aam:0.4; aam=aam am:1.5; um=am:0.1; em=em im:1.5; im=im; om=am:0.8;
        arm=aam:0.5 am:0.5; an=an aan:0.4 ang:2.5; aan=aan an:1.5; arn=aan:0.5;
        en=in:1 eng:2 an:1.5; in=in ing:2.5; een=in:0.5; ien=in:0.5; on=on un:1; orn=on:0.5;
        un=un an:0.8 eon:0.8 yun:0.5; oon=un:0.2; eon=eon; eun=eon:0.1; uen=yun:0.2; yun=yun;
        yuen=yun:0.2; uan=yun:0.8; ern=eon:0.8; ang=ang aang:0.4; aang=aang ang:1.5;
        eng=eng ing:1 ang:2; ing=ing eng:1; ung=ung ang:1; ong=ong oeng:1.8 ung:2; oong=ung:0.8;
        oeng=oeng; eung=oeng:0.1; eong=oeng:0.3; erng=oeng:0.5; orng=ong:0.5;
        ap=ap aap:0.4; aap=aap ap:1.5; up=ap:0.1; ep=ep ip:1.5; ip=ip; op=ap:0.8;
        at=at aat:0.4 ak:2; aat=aat at:1.5; art=aat:0.5; ut=ut at:0.5 eot:0.8 yut:0.8;
        et=it:1.5 ek:2; it=it ik:2; eet=it:0.5; ot=ot ut:1.5; oot=ut:0.3; eot=eot;
        eut=eot:0.1 oet:1; oet=oet; uet=yut:0.2; yut=yut; yuet=yut:0.2; ak=ak aak:0.4 at:2;
        aak=aak ak:1.5; ark=aak:0.5; ek=ek ik:1 ak:2.5; ik=ik ek:1 it:2; ick=ik:0.4;
        eek=ik:0.8 ek:1; ok=ok oek:2; ock=ok:0.4; uk=uk ak:1 ok:2.5; uck=uk:0.5 ak:0.6;
        ook=uk:0.4; ack=ak:0.5 aak:0.5; oek=oek; euk=oek:0.1; eok=oek:0.3; erk=oek:0.5;
        ad=at:1 aat:1; ab=ap:1; ag=ak:1; ub=ap:1; ig=ik:1; og=ok:1; ug=uk:1;
        """

    /// Spellings that are no initial and final: whole syllables.
    static let whole = """
        m=m; mm=m:0.3; ng=ng:0.2 m:0.8; hm=m:2; 5=m:1; tsz=zi:0.1 ci:0.2; tse=ze:0.1 ce:0.2;
        sz=si:0.1; sze=si:0.1; tze=zi:0.3; d=di:0.3; g=ge:2.5; yeh=je:0.1; a=aa;
        """
}
