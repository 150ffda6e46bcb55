
// Was ein MediaWiki für die Konferenz braucht: deutsche Namensräume, Vorlagen mit Bedingungen, Gruppen, das Fenster,
// das Aussehen der Vorlagen, und dass verspätete Texte aufbewahrt werden.
// In LocalSettings.php als Letztes einbinden; geändert wird die Seite Konferenz/Fenster, nicht diese Datei.

if ( !defined( 'MEDIAWIKI' ) ) {
	exit;
}

$wgLanguageCode = 'de';
$wgLocaltimezone = $konferenz['zone'];
$wgNamespacesWithSubpages[NS_MAIN] = true;
wfLoadExtension( 'ParserFunctions' );

// Wer ein Konto hat, schreibt, solange das Fenster offen ist. Moderation (sysop) und Programme (bot) dürfen immer.
$wgGroupPermissions['*']['edit'] = false;
$wgGroupPermissions['*']['createpage'] = $wgGroupPermissions['*']['createtalk'] = false;
$wgGroupPermissions['*']['createaccount'] = true;
foreach ( [ 'move', 'move-subpages', 'move-rootuserpages', 'move-categorypages', 'movefile', 'upload', 'reupload',
	'reupload-shared', 'changetags' ] as $right ) {
	$wgGroupPermissions['user'][$right] = $wgGroupPermissions['autoconfirmed'][$right] = false;
}
foreach ( [ 'move', 'upload', 'reupload', 'edit', 'createpage', 'createtalk' ] as $right ) {
	$wgGroupPermissions['sysop'][$right] = true;
}
$wgAvailableRights[] = 'konferenz-immer';
$wgGroupPermissions['sysop']['konferenz-immer'] = $wgGroupPermissions['bot']['konferenz-immer'] = true;
$wgGrantPermissions['basic']['konferenz-immer'] = true;

// Auf kleinen Schirmen so breit wie der Schirm.
$wgVectorResponsive = true;
$wgResourceModules['konferenz'] = [ 'class' => KonferenzAussehen::class ];
$wgHooks['BeforePageDisplay'][] = 'Konferenz::onBeforePageDisplay';

// Wer die verspäteten Texte einträgt: niemand kann sich so nennen.
$wgReservedUsernames[] = 'Konferenz';
$wgRateLimits['konferenz-spaet']['user'] = $konferenz['late'];
$wgHooks['EditPage::showReadOnlyForm:initial'][] = 'KonferenzNachzuegler::onReadOnlyForm';

$wgHooks['getUserPermissionsErrors'][] = 'Konferenz::onGetUserPermissionsErrors';
$wgHooks['BeforeParserFetchTemplateRevisionRecord'][] = 'Konferenz::onBeforeParserFetchTemplateRevisionRecord';
$wgHooks['ApiCheckCanExecute'][] = 'Konferenz::onApiCheckCanExecute';
$wgHooks['MessagesPreLoad'][] = 'Konferenz::onMessagesPreLoad';
$wgSpecialPages['Beitrag_schreiben'] = KonferenzBeitragSchreiben::class;
Konferenz::$settings = $konferenz;

/** Wer wann was ändern und lesen darf. */
final class Konferenz {
	public const CLOSED = 'Die Konferenz ist gerade nicht geöffnet. Lesen können Sie alles; schreiben können Sie, '
		. 'solange das Fenster offen ist.';

	/** @var array Zeitzone, Seite des Fensters, Seiten, die nur die Moderation liest, Kontakt, Aussehen. */
	public static $settings;

	/** Jede Frage nach einem Recht an einer Seite, gleich auf welchem Weg. */
	public static function onGetUserPermissionsErrors( $title, $user, $action, &$result ) {
		$why = self::isStaff( $user ) ? '' : self::refusal( $title, $user, $action );
		if ( $why !== '' ) {
			$result = ApiMessage::create( new RawMessage( $why ), 'protectedpage' );
		}
		return $why === '';
	}

	/** Was nur die Moderation liest, lässt sich auch nicht in eine andere Seite einbinden. */
	public static function onBeforeParserFetchTemplateRevisionRecord( $context, $title, &$skip, &$revision ) {
		$skip = $skip || self::isPrivate( Title::newFromLinkTarget( $title ) );
	}

	/** Ein Vergleich zeigt Texte, ohne nach den Seiten zu fragen; wer zu spät speichert, dessen Text bleibt. */
	public static function onApiCheckCanExecute( $module, $user, &$message ) {
		if ( self::isStaff( $user ) ) {
			return true;
		}
		if ( $module instanceof ApiComparePages ) {
			$message = 'apierror-permissiondenied-generic';
			return false;
		}
		if ( $module instanceof ApiEditPage && KonferenzNachzuegler::ofRequest( $module->extractRequestParams(), $user ) ) {
			$message = ApiMessage::create( new RawMessage( self::CLOSED . ' ' . KonferenzNachzuegler::KEPT ), 'protectedpage' );
			return false;
		}
		return true;
	}

	/** Das Aussehen dessen, was die Vorlagen zeigen. */
	public static function onBeforePageDisplay( $out, $skin ) {
		$out->addModuleStyles( 'konferenz' );
	}

	/** Die Startseite der Konferenz ist die des Wikis. */
	public static function onMessagesPreLoad( $name, &$text, $code ) {
		if ( $name === 'Mainpage' || $name === 'Mainpage/de' ) {
			$text = 'Startseite';
		}
	}

	public static function isStaff( $user ): bool {
		return self::services()->getPermissionManager()->userHasRight( $user, 'konferenz-immer' );
	}

	/** Warum dieser Mensch das jetzt nicht darf; leer, wenn er es darf. */
	private static function refusal( $title, $user, string $action ): string {
		if ( $action === 'read' ) {
			return self::isPrivate( $title ) ? 'Diese Seite liest nur die Moderation.' : '';
		}
		if ( !in_array( $action, [ 'edit', 'create', 'createpage', 'createtalk', 'move', 'upload', 'delete' ] ) ) {
			return '';
		}
		if ( self::phase( new DateTimeImmutable() ) !== 'open' ) {
			return self::CLOSED . ' Fragen? ' . wfEscapeWikiText( self::$settings['contact'] );
		}
		return self::reservation( $title, $user );
	}

	/** Warum dieser Mensch die Seite auch im offenen Fenster nicht ändern darf; leer, wenn er es darf. */
	public static function reservation( $title, $user ): string {
		$there = $title->exists();
		$name = $title->getText();
		if ( $title->inNamespace( NS_MAIN ) && preg_match( '~^Beitrag/[1-9][0-9]{0,8}$~', $name ) ) {
			$first = $there ? self::services()->getRevisionLookup()->getFirstRevision( $title ) : null;
			$author = $first ? $first->getUser() : $user;
			return $author && $author->getName() === $user->getName() ? ''
				: 'Einen Beitrag ändert nur, wer ihn geschrieben hat.';
		}
		$joint = $title->inNamespace( NS_TALK ) || $title->inNamespace( NS_MAIN ) && strpos( $name, 'Thema/' ) === 0;
		return $joint && $there ? '' : 'Diese Seite ändern nur Moderation und Programme.';
	}

	private static function isPrivate( $title ): bool {
		foreach ( self::$settings['private'] as $page ) {
			if ( $title && $title->inNamespace( NS_MAIN ) && strpos( $title->getText() . '/', "$page/" ) === 0 ) {
				return true;
			}
		}
		return false;
	}

	/** Ob das Fenster noch nicht, jetzt oder nicht mehr offen ist; leer (und zu), wenn die Seite nicht zu lesen ist. */
	public static function phase( DateTimeImmutable $now ): string {
		$page = Title::newFromText( self::$settings['window'] );
		$revision = self::services()->getRevisionLookup()->getRevisionByTitle( $page );
		$content = $revision ? $revision->getContent( 'main' ) : null;
		$text = preg_replace( '~<!--.*?-->|<nowiki>.*?</nowiki>~s', '', $content ? $content->getText() : '' );
		if ( !preg_match( '~\{\{\s*[Ff]enster\s*\|([^{}]*)\}\}~', $text, $found ) ) {
			return '';
		}
		$times = [];
		foreach ( explode( '|', $found[1] ) as $part ) {
			$pair = array_map( 'trim', explode( '=', $part, 2 ) );
			$times[$pair[0]] = self::instant( $pair[1] ?? '' );
		}
		$begin = $times['beginn'] ?? null;
		$end = $times['ende'] ?? null;
		if ( !$begin || !$end || $end <= $begin ) {
			return '';
		}
		return $now < $begin ? 'before' : ( $now < $end ? 'open' : 'after' );
	}

	/** Ein Zeitpunkt der Seite. Kommt die Stunde zweimal, gilt die erste; gibt es sie nicht, gilt nichts. */
	private static function instant( string $value ): ?DateTimeImmutable {
		if ( !preg_match( '~^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?([+-]\d\d:\d\d)?)?$~', $value, $part ) ) {
			return null;
		}
		$local = $part[1] . ' ' . ( $part[2] ?? '00:00' ) . ( ( $part[3] ?? '' ) ?: ':00' );
		if ( isset( $part[4] ) ) {
			return new DateTimeImmutable( $local . $part[4] );
		}
		$zone = new DateTimeZone( self::$settings['zone'] );
		$instant = new DateTimeImmutable( $local, $zone );
		$earlier = ( new DateTimeImmutable( '@' . ( $instant->getTimestamp() - 3600 ) ) )->setTimezone( $zone );
		foreach ( [ $earlier, $instant ] as $one ) {
			if ( $one->format( 'Y-m-d H:i:s' ) === $local ) {
				return $one;
			}
		}
		return null;
	}

	public static function services() {
		return MediaWiki\MediaWikiServices::getInstance();
	}
}

/** Was zu spät gespeichert wurde: es kommt zurück und steht außerdem dort, wo nur die Moderation liest. */
final class KonferenzNachzuegler {
	public const KEPT = 'Ihr Text ist für die Moderation aufbewahrt worden.';

	private const PART = 40000;
	private const TRIES = 20;

	/** Im Bearbeitungsfenster: MediaWiki zeigt den Text noch einmal; dazu, dass er nicht verloren ist. */
	public static function onReadOnlyForm( $editor, $out ) {
		if ( $editor->save && self::keep( $editor->getTitle(), $out->getUser(), $editor->textbox1, $editor->summary ) ) {
			$editor->editFormTextTop .= Html::successBox(
				htmlspecialchars( self::KEPT . ' Er steht auch unten, Sie können ihn kopieren.' )
			);
		}
	}

	/** Aus einem Programm; ein Text, der gar nicht gespeichert werden könnte, ist nicht verspätet. */
	public static function ofRequest( array $sent, $user ): bool {
		$title = $sent['pageid'] ? Title::newFromID( $sent['pageid'] ) : Title::newFromText( $sent['title'] ?? '' );
		$text = $sent['text'] ?? ( $sent['prependtext'] ?? '' ) . ( $sent['appendtext'] ?? '' );
		return $title && self::keep( $title, $user, $text, $sent['summary'] ?? '' );
	}

	/** Ob der Text aufbewahrt ist. */
	private static function keep( $title, $user, string $text, string $summary ): bool {
		$late = $user->isRegistered() && trim( $text ) !== '' && !Konferenz::isStaff( $user ) && !$user->getBlock()
			&& Konferenz::phase( new DateTimeImmutable() ) === 'after'
			&& Konferenz::reservation( $title, $user ) === '' && !$user->pingLimiter( 'konferenz-spaet' );
		$clerk = $late ? User::newSystemUser( 'Konferenz' ) : null;
		if ( !$clerk ) {
			return false;
		}
		$parts = mb_str_split( $text, self::PART );
		foreach ( $parts as $place => $part ) {
			$which = count( $parts ) > 1 ? sprintf( ' (Teil %d von %d)', $place + 1, count( $parts ) ) : '';
			$entry = self::entry( $title, $user->getName() . $which, $part, $summary );
			try {
				if ( !self::add( $clerk, $entry, "Nachzügler von {$user->getName()}" ) ) {
					return false;
				}
			} catch ( Exception $error ) { // der Text kommt auf jeden Fall zurück
				MWExceptionHandler::logException( $error );
				return false;
			}
		}
		return true;
	}

	private static function entry( $title, string $who, string $text, string $summary ): string {
		$now = new DateTimeImmutable( 'now', new DateTimeZone( Konferenz::$settings['zone'] ) );
		$note = $summary === '' ? '' : "\n* Zusammenfassung: " . self::escaped( strtr( $summary, "\n", ' ' ) );
		return "== {$now->format( 'd.m.Y, H:i:s' )} Uhr: " . self::escaped( $who ) . " ==\n* Seite: "
			. self::escaped( $title->getPrefixedText() ) . "$note\n\n"
			. '<div class="fk-nachzuegler">' . "\n" . self::escaped( $text ) . "\n</div>";
	}

	/** Ans Ende der ersten Seite, auf der Platz ist; kommt jemand dazwischen, noch einmal. */
	private static function add( $clerk, string $entry, string $summary ): bool {
		global $wgMaxArticleSize;
		$number = 1;
		for ( $try = 0; $try < self::TRIES; $try++ ) {
			$name = Konferenz::$settings['private'][0] . ( $number > 1 ? "/$number" : '' );
			$page = Konferenz::services()->getWikiPageFactory()->newFromTitle( Title::newFromText( $name ) );
			$updater = $page->newPageUpdater( $clerk );
			$parent = $updater->grabParentRevision();
			$content = $parent ? $parent->getContent( MediaWiki\Revision\SlotRecord::MAIN ) : null;
			$text = trim( ( $content ? $content->getText() : '' ) . "\n\n" . $entry );
			if ( $parent && strlen( $text ) > $wgMaxArticleSize * 1024 ) {
				$number++;
				continue;
			}
			$updater->setContent( MediaWiki\Revision\SlotRecord::MAIN, new WikitextContent( $text ) );
			$updater->saveRevision( CommentStoreComment::newUnsavedComment( $summary ), EDIT_SUPPRESS_RC );
			if ( $updater->wasSuccessful() ) {
				return true;
			}
		}
		return false;
	}

	/** Jedes Zeichen, das etwas bewirken könnte, als Zahl; Zeilen bleiben Zeilen. */
	private static function escaped( string $text ): string {
		$number = static function ( array $found ): string {
			return '&#' . mb_ord( $found[0] ) . ';';
		};
		$quiet = preg_replace_callback( '~[^\p{L}\p{N} \n]|^ |(?<=\n) ~u', $number, str_replace( "\r", '', $text ) );
		return str_replace( "\n", "<br />\n", rtrim( $quiet ) );
	}
}

/** Das Aussehen, wie es mit dieser Datei kam. */
final class KonferenzAussehen extends MediaWiki\ResourceLoader\Module {
	protected $targets = [ 'desktop', 'mobile' ];

	/** @inheritDoc */
	public function getStyles( MediaWiki\ResourceLoader\Context $context ) {
		return [ 'all' => Konferenz::$settings['look'] ];
	}

	/** @inheritDoc */
	public function getType() {
		return self::LOAD_STYLES;
	}

	/** @inheritDoc */
	public function enableModuleContentVersion() {
		return true;
	}
}

/** Spezial:Beitrag schreiben öffnet die nächste freie Nummer mit der Vorlage; wer zugleich kommt, merkt es beim Speichern. */
final class KonferenzBeitragSchreiben extends UnlistedSpecialPage {
	public function __construct() {
		parent::__construct( 'Beitrag_schreiben' );
	}

	/** @inheritDoc */
	public function execute( $topic ) {
		$page = Title::newFromText( 'Beitrag/' . ( self::highest() + 1 ) );
		$this->getOutput()->redirect( $page->getFullURL( [
			'action' => 'edit',
			'preload' => 'Vorlage:Beitrag/Formular',
			'preloadparams' => [ str_replace( '_', ' ', (string)$topic ) ],
		] ) );
	}

	/** @inheritDoc */
	public function getDescription() {
		return 'Beitrag schreiben';
	}

	/** Die höchste Nummer, die je vergeben war; auch gelöschte werden nicht noch einmal vergeben. */
	private static function highest(): int {
		$db = wfGetDB( DB_REPLICA );
		$highest = 0;
		foreach ( [ 'page' => 'page', 'archive' => 'ar' ] as $table => $prefix ) {
			$titles = $db->selectFieldValues( $table, "{$prefix}_title", [
				"{$prefix}_namespace" => NS_MAIN,
				"{$prefix}_title" . $db->buildLike( 'Beitrag/', $db->anyString() ),
			], __METHOD__ );
			foreach ( $titles as $title ) {
				$highest = max( $highest, (int)substr( $title, strlen( 'Beitrag/' ) ) );
			}
		}
		return $highest;
	}
}
