
// Was ein MediaWiki für die Konferenz braucht: deutsche Namensräume, Vorlagen mit Bedingungen, Gruppen, das Fenster.
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

$wgHooks['getUserPermissionsErrors'][] = 'Konferenz::onGetUserPermissionsErrors';
$wgHooks['BeforeParserFetchTemplateRevisionRecord'][] = 'Konferenz::onBeforeParserFetchTemplateRevisionRecord';
$wgHooks['ApiCheckCanExecute'][] = 'Konferenz::onApiCheckCanExecute';
$wgHooks['MessagesPreLoad'][] = 'Konferenz::onMessagesPreLoad';
$wgSpecialPages['Beitrag_schreiben'] = KonferenzBeitragSchreiben::class;
Konferenz::$settings = $konferenz;

/** Wer wann was ändern und lesen darf. */
final class Konferenz {
	/** @var array Zeitzone, Seite des Fensters und Seiten, die nur die Moderation liest. */
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

	/** Ein Vergleich zeigt Texte, ohne nach den Seiten zu fragen; alles andere fragt. */
	public static function onApiCheckCanExecute( $module, $user, &$message ) {
		if ( !$module instanceof ApiComparePages || self::isStaff( $user ) ) {
			return true;
		}
		$message = 'apierror-permissiondenied-generic';
		return false;
	}

	/** Die Startseite der Konferenz ist die des Wikis. */
	public static function onMessagesPreLoad( $name, &$text, $code ) {
		if ( $name === 'Mainpage' || $name === 'Mainpage/de' ) {
			$text = 'Startseite';
		}
	}

	private static function isStaff( $user ): bool {
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
		if ( !self::isOpen( new DateTimeImmutable() ) ) {
			return 'Die Konferenz ist gerade nicht geöffnet. Lesen können Sie alles; schreiben können Sie, '
				. 'solange das Fenster offen ist.';
		}
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

	/** Ob das Fenster jetzt offen ist; ist die Seite nicht zu lesen, so ist es zu. */
	private static function isOpen( DateTimeImmutable $now ): bool {
		$page = Title::newFromText( self::$settings['window'] );
		$revision = self::services()->getRevisionLookup()->getRevisionByTitle( $page );
		$content = $revision ? $revision->getContent( 'main' ) : null;
		$text = preg_replace( '~<!--.*?-->|<nowiki>.*?</nowiki>~s', '', $content ? $content->getText() : '' );
		if ( !preg_match( '~\{\{\s*[Ff]enster\s*\|([^{}]*)\}\}~', $text, $found ) ) {
			return false;
		}
		$times = [];
		foreach ( explode( '|', $found[1] ) as $part ) {
			$pair = array_map( 'trim', explode( '=', $part, 2 ) );
			$times[$pair[0]] = self::instant( $pair[1] ?? '' );
		}
		$begin = $times['beginn'] ?? null;
		$end = $times['ende'] ?? null;
		return $begin && $end && $begin <= $now && $now < $end;
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

	private static function services() {
		return MediaWiki\MediaWikiServices::getInstance();
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
